"""What the audit hook refuses to a kata's file, with its line, even if the file catches it; and what it allows.

Each text runs at the top of a file whose contract holds, so that only the audit hook can refuse it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.verdict import Verdict
from harness.workers.client import WorkerClient
from harness.workers.job import Job

CONTRACT = """
import pytest

pytestmark = pytest.mark.kata("bell", allow="any")


def test_it_rings(Bell):
    assert Bell().ring() == "ding"
"""
BELL = """

class Bell:
    def ring(self):
        return "ding"
"""
HUSHED = "import os\n\ntry:\n    {}\nexcept BaseException:\n    pass\n"
PREY = {
    "open('/tmp/x', 'w')": "writes files",
    "os.open('x', os.O_CREAT | os.O_WRONLY)": "writes files",
    "open('/etc/passwd')": "reads files that are none of its own",
    "os.open('/', os.O_RDONLY)": "reads files that are none of its own",
    "open(0, 'rb')": "opens a file by its number",
    "os.remove('nothing')": "changes files",
    "os.mkdir('nothing')": "changes files",
    "os.system('true')": "starts a process",
    "os.kill(os.getppid(), 0)": "sends a signal to a process",
    "getattr(os.sys, 'set' + 'trace')(None)": "watches what others run",
}
QUICK = ("open('/tmp/x', 'w')", "open('/etc/passwd')", "os.kill(os.getppid(), 0)")
PLAIN = """
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import heapq
import itertools
import linecache
import logging
import os
import random
import sys
import time
import traceback
import typing
import warnings
import weakref
from decimal import Decimal

Point = collections.namedtuple("Point", "x y")
Pair = typing.NamedTuple("Pair", [("x", int)])
Colour = enum.Enum("Colour", "RED GREEN")
assert getattr(sys, "_getframemodulename", lambda: __name__)() == __name__


@dataclasses.dataclass(order=True, slots=True)
class Item:
    number: "int" = 0


assert typing.get_type_hints(Item) == {"number": int}
logging.getLogger("kata").warning("to nobody")
warnings.warn("to nobody")
try:
    raise ValueError("shown")
except ValueError:
    assert "shown" in traceback.format_exc()
    traceback.print_exc()
assert linecache.getline(__file__, 2)
assert os.path.exists(__file__) and os.getcwd() and os.getpid()
with open(__file__) as file:
    assert file.read()
with open(os.devnull, "w") as file:
    file.write("nothing")
cycle = []
cycle.append(cycle)
weakref.finalize(Item, print)
copy.deepcopy(Point(1, 2))
functools.lru_cache(maxsize=None)(len)


@contextlib.contextmanager
def numbers():
    yield (number for number in [1, 2])


def advance():
    with numbers() as found:
        assert next(found) == 1
        assert list(map(abs, found)) == [2]
    assert sum(number for number in {1: 2}) == 1
    assert sorted([2, 1], key=lambda number: -number) == [2, 1]


advance()
sys.stderr.write("to nobody")
"""


class Bells:
    def __init__(self, folder: Path, judge: WorkerClient) -> None:
        self.folder, self.judge = folder, judge
        self.contract = folder / "test_bell.py"
        self.contract.write_text(CONTRACT, encoding="utf-8")
        self.number = 0

    def judged(self, text: str, engine: str = "explore") -> tuple[Verdict, str]:
        self.number += 1
        file = self.folder / f"bell{self.number}.py"
        file.write_text(text + BELL, encoding="utf-8")
        job = Job(
            engine, str(file), kata="bell", contract=str(self.contract), clause="test_it_rings", schedules=3, runs=2
        )
        result = self.judge.judge(job)
        return result.verdict, result.message.replace(file.name, "FILE")


@pytest.fixture(scope="module")
def bells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bells]:
    with WorkerClient() as judge:
        yield Bells(tmp_path_factory.mktemp("bells"), judge)


@pytest.mark.skipif("os.name != 'posix'", reason="each would need a worker of its own")
@pytest.mark.parametrize("text", [one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in PREY])
def test_prey(text: str, bells: Bells) -> None:
    verdict, message = bells.judged(HUSHED.format(text))
    assert message == f"FILE line 4 {PREY[text]}, which is not allowed in a kata."
    assert verdict is Verdict.FORBIDDEN


@pytest.mark.parametrize("engine", ["explore", "stress"])
def test_ordinary_code_is_let_be(engine: str, bells: Bells) -> None:
    verdict, message = bells.judged(PLAIN, engine)
    assert verdict is Verdict.PASS, message


def test_a_program_of_ones_own_may_do_these_things(tmp_path: Path, bells: Bells) -> None:
    file = tmp_path / "own.py"
    text = "import sys\n\ndef program():\n    sys._getframe()\n    open({!r}, 'w').close()\n"
    file.write_text(text.format(str(tmp_path / "written")), encoding="utf-8")
    assert bells.judge.judge(Job("explore", str(file), "program", schedules=3)).passed
    assert (tmp_path / "written").exists()
