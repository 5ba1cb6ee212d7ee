"""The files that a program consists of, and what its threads may ask in a file that it imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from harness.explorer.search import Search
from harness.program.function import Function
from harness.strategies.random_walk import RandomWalk
from harness.world.loader.imported_files import ImportedFiles, imported_files
from harness.world.loader.module_paths import OUTSIDE

MAIN = """
import threading
import helper

def together(one, other):
    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

def tried_lock():
    lock, got = threading.Lock(), []
    def hold():
        with lock:
            pass
    together(hold, lambda: got.append(helper.attempt(lock)))
    assert got == [True]

def living_thread():
    seen = []
    other = threading.Thread(target=lambda: None)
    together(other.start, lambda: seen.append(helper.lives(other)))
    other.join()
    assert seen == [False]

def changed_attribute():
    box, seen = helper.Box(), []
    together(lambda: helper.change(box), lambda: seen.append(box.value))
    assert seen == [0]

def changed_global():
    same = []
    helper.number = 0
    def change():
        helper.number = 1
    together(change, lambda: same.append(helper.read_twice()))
    assert same == [True]
"""
HELPER = """
number = 0

class Box:
    def __init__(self):
        self.value = 0

def attempt(lock):
    got = lock.acquire(blocking=False)
    if got:
        lock.release()
    return got

def lives(thread):
    return thread.is_alive()

def change(box):
    box.value = 1

def read_twice():
    first = number
    second = number
    return first == second
"""


def found(folder: Path, **files: str) -> ImportedFiles:
    for name, text in files.items():
        path = folder / (name.replace("__in__", "/") + ".py")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    main = folder / "main.py"

    def parsed(path: str) -> ast.Module | None:
        try:
            return ast.parse(Path(path).read_text())
        except SyntaxError:
            return None

    return imported_files([(str(main), ast.parse(main.read_text()))], OUTSIDE, [str(folder)], parsed)


def names(files: ImportedFiles) -> list[str]:
    return sorted(Path(path).stem for path in files.trees)


@pytest.mark.parametrize("how", ["import helper", "from helper import *", "def later():\n    import helper"])
@pytest.mark.parametrize("name", ["tried_lock", "living_thread", "changed_attribute", "changed_global"])
def test_what_an_imported_file_asks_is_explored(tmp_path: Path, name: str, how: str) -> None:
    # the helper may be imported by a file in between
    (tmp_path / "between.py").write_text(f"{how}\nimport helper\n")
    (tmp_path / "helper.py").write_text(HELPER)
    main = tmp_path / "main.py"
    main.write_text(MAIN.replace("import helper", "from between import helper"))
    search = Search(Function(str(main), name), 0)
    assert any(search.try_one(RandomWalk()).notable for _ in range(200))


def test_imports_are_followed(tmp_path: Path) -> None:
    files = found(tmp_path, main="import a, threading", a="def f():\n    from b import g", b="import a\ng = 1")
    assert (names(files), files.whole, files.late) == (["a", "b", "main"], True, True)


def test_packages_are_followed(tmp_path: Path) -> None:
    files = found(
        tmp_path, main="from box import lid", box__in____init__="", box__in__lid="from . import key", box__in__key=""
    )
    assert (names(files), files.whole, files.late) == (["__init__", "key", "lid", "main"], True, False)


@pytest.mark.parametrize(
    "text",
    [
        "import missing",
        "import broken",
        "import hypothesis",
        "from . import a",
        "import sys\nsys.path.append('lib')\nimport a",
        "import importlib\na = importlib.import_module('a')",
        "a = __import__('a')",
        "exec('import a')",
    ],
)
def test_what_is_not_known_is_said(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, main=text, a="", broken="def").whole
