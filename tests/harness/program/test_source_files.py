"""The files that a program imports are part of it, and a token is bound to their text, too."""

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.program.program import fingerprint
from harness.program.source_files import source_files
from harness.token import Token, TokenError

FILES = {
    "main.py": "import threading, pytest, harness\nimport helper\nfrom shop import cell, Cell\n",
    "helper.py": "import main\nimport nowhere\nfrom other import *\n",
    "other.py": "",
    "stranger.py": "",
    "broken.py": "import helper\ndef (",
    "shop/__init__.py": "from .cell import Cell\n",
    "shop/cell.py": "from . import locks\nfrom .deep.more import x\n",
    "shop/locks.py": "import queue\n",
    "shop/unused.py": "",
    "shop/deep/__init__.py": "",
    "shop/deep/more.py": "from .. import locks\nfrom ...shop import cell\nx = 1\n",
    "queue.py": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("first", "more"),
    [
        ("main.py", "helper other shop/__init__ shop/cell shop/locks shop/deep/__init__ shop/deep/more queue"),
        ("shop/locks.py", "queue shop/__init__ shop/cell shop/deep/__init__ shop/deep/more"),
        ("broken.py", ""),
        ("shop/deep/more.py", "shop/__init__ shop/locks shop/cell shop/deep/__init__ queue"),
    ],
)
def test_what_imports_lead_to(folder: Path, first: str, more: str) -> None:
    found = source_files(str(folder / first))
    assert found[0] == str(folder / first)
    names = {Path(one).relative_to(folder).with_suffix("").as_posix() for one in found[1:]}
    assert names == set(more.split())
    assert len(found) == len(set(found))


RACE = """
import threading
class Cell:
    n = 0
    def add(self):
        self.n += 1
"""
USER = """
import threading, cell
def main():
    one = cell.Cell()
    threads = [threading.Thread(target=one.add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert one.n == 2
"""


def test_a_token_is_of_another_source_once_a_file_beside_has_changed(tmp_path: Path) -> None:
    beside, file = tmp_path / "cell.py", tmp_path / "program.py"
    beside.write_text(RACE, encoding="utf-8")
    file.write_text(USER, encoding="utf-8")
    program = Function(str(file), "main")
    token = run(program, Budget(100)).replay
    assert token is not None
    assert run(program, Budget(1), 0, Token.parse(token)).replay == token
    (tmp_path / "stranger.py").write_text("n = 1\n", encoding="utf-8")
    assert Token.parse(token).source == fingerprint(program)
    beside.write_text(RACE.replace("n = 0", "n = 0  # changed"), encoding="utf-8")
    edited = run(program, Budget(1), 0, Token.parse(token))
    assert (edited.passed, edited.renamed) == (False, ())
    beside.write_text(RACE.replace("self.n += 1", "vars(self)['n'] = 2"), encoding="utf-8")
    with pytest.raises(TokenError):
        run(program, Budget(1), 0, Token.parse(token))


def test_the_harness_is_none_of_a_programs_own_files() -> None:
    assert source_files(__file__) == (__file__,)
