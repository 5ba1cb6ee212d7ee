"""A program of several files: packages of its own run in the world, as modules beside the file do."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.strategies.replay import FollowChoices
from harness.verdict import Verdict
from harness.world.world import World

SHOP = {
    "shop/__init__.py": "from .cell import Cell\n__all__ = ['Cell', 'late']\n",
    "shop/cell.py": """
        from __future__ import annotations
        import threading
        from dataclasses import dataclass, field
        from . import locks

        @dataclass
        class Cell:
            n: int = 0
            lock: threading.Lock = field(default_factory=locks.make)

            def add(self) -> None:
                self.n += 1

            def add_safely(self) -> None:
                with self.lock:
                    self.n += 1
        """,
    "shop/locks.py": """
        import threading
        from . import cell  # they import each other

        def make():
            return threading.Lock()
        """,
    "shop/late.py": "from shop.cell import Cell\nhere = __name__, __package__\n",
    "shop/deep/__init__.py": "from ..cell import Cell\n",
    "shop/deep/more.py": "from .. import late\nfrom ..locks import make\n",
}
TWO = """
        threads = [threading.Thread(target=target) for _ in range(2)]
        for one in threads: one.start()
        for one in threads: one.join()
"""


@pytest.fixture
def explored(tmp_path: Path):
    for name, text in SHOP.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")

    def explore(imports: str, body: str, beside: str = "") -> Result:
        file = tmp_path / beside / "scenario.py"
        lines = [line.strip() for line in imports.strip().splitlines()]
        text = "import threading\n" + "\n".join(lines) + "\ndef main():\n" + body + "\n"
        file.write_text(text, encoding="utf-8")
        return run(Function(str(file), "main"), Budget(200))

    return explore


def two(target: str) -> str:
    return f"    target = {target}\n" + dedent(TWO).replace("\n", "\n    ")


WAYS = {
    "from the package": ("from shop import Cell", "Cell", ""),
    "from a module of it": ("from shop.cell import Cell", "Cell", ""),
    "the module, dotted": ("import shop.cell", "shop.cell.Cell", ""),
    "a module that nobody has loaded": ("from shop import late", "late.Cell", ""),
    "everything": ("from shop import *", "late.Cell", ""),
    "a package in it": ("from shop.deep import Cell", "Cell", ""),
    "by name": ("import importlib", "importlib.import_module('shop.deep.more').late.Cell", ""),
    "from inside": ("from . import Cell", "Cell", "shop"),
    "from inside, a module": ("from .late import Cell", "Cell", "shop"),
    "from inside, by the full name": ("from shop import Cell", "Cell", "shop"),
    "from further inside": ("from ..cell import Cell", "Cell", "shop/deep"),
}


@pytest.mark.parametrize(("imports", "cell", "beside"), WAYS.values(), ids=WAYS)
def test_a_race_in_a_package_is_found_and_a_lock_in_it_is_seen(explored, imports, cell, beside):
    lost = explored(imports, f"    cell = {cell}()\n{two('cell.add')}\n    assert cell.n == 2", beside)
    assert lost.verdict is Verdict.WRONG, lost.message
    right = explored(imports, f"    cell = {cell}()\n{two('cell.add_safely')}\n    assert cell.n == 2", beside)
    assert right.passed, right.message
    assert right.exhaustive


def test_a_module_is_loaded_once_however_it_is_called(explored):
    imports = "import shop.deep.more\nfrom shop import Cell, late\nimport shop.cell as cell"
    body = (
        "    assert shop.deep.Cell is Cell is late.Cell is cell.Cell\n    assert shop.deep.more.make is cell.locks.make"
    )
    found = explored(imports, body)
    assert found.passed, found.message


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("import shop.nothing", "No module named 'shop.nothing'"),
        ("from shop.nothing import a", "No module named 'shop.nothing'"),
        ("from shop import nothing", "cannot import name 'nothing'"),
        ("from . import nothing", "attempted relative import with no known parent package"),
    ],
)
def test_what_is_not_there_is_said_as_python_says_it(explored, statement, said):
    found = explored("", f"    {statement}")
    assert found.verdict is Verdict.WRONG
    assert said in found.message


def test_an_installed_package_is_left_as_it_is(explored):
    found = explored("import pytest, typer.main", "    assert typer.main.__name__ == 'typer.main'")
    assert found.passed, found.message


def test_an_installed_package_imports_the_worlds_library_relatively_too(tmp_path):
    folder = tmp_path / "site-packages" / "concurrent" / "futures"
    folder.mkdir(parents=True)
    for init in (folder / "__init__.py", folder.parent / "__init__.py"):
        init.touch()
    file = folder / "program.py"
    file.write_text("from .thread import ThreadPoolExecutor\n")
    world = World(str(file))
    world.run(lambda: world.loader.load(str(file)), FollowChoices([]))
    assert world.scheduler.failure is None
    loaded = world.loader.load(str(file)).ThreadPoolExecutor
    assert loaded is world.library.load("concurrent.futures.thread").ThreadPoolExecutor


def test_what_a_lazy_import_finds_is_not_what_python_has_loaded(tmp_path):
    file = tmp_path / "program.py"
    lazy = "lazy " if sys.version_info >= (3, 15) else ""
    imports = ("import threading", "from queue import Queue", "from concurrent.futures import ThreadPoolExecutor")
    file.write_text("".join(f"{lazy}{line}\n" for line in imports))
    world = World(str(file))
    world.run(lambda: world.loader.load(str(file)), FollowChoices([]))
    loaded = world.loader.load(str(file))
    assert loaded.threading is world.library.threading
    assert loaded.Queue is world.library.load("queue").Queue
    assert loaded.ThreadPoolExecutor is world.library.load("concurrent.futures.thread").ThreadPoolExecutor
