"""Starvation: a call that is bypassed forever is found, replayed, and distinguished from one that only waits."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.explorer.starvation.bypasses import Bypasses
from harness.explorer.starvation.search import TIMES, StarvationSearch
from harness.facts import Starvation
from harness.program.clause import Clause
from harness.result import Result
from harness.token import Token
from harness.verdict import Verdict

MARK = "import pytest\n\npytestmark = pytest.mark.kata('x', allow='any')\n\n\n"
FOREVER = """
def test_it(Door, threads):
    door = Door()
    for name in ("Anna", "Bert", "Cleo"):
        threads.forever(name, lambda: door.go_through({who}))
"""

DOORS = {
    "a lock": """
from threading import Lock

class Door:
    def __init__(self):
        self.lock = Lock()

    def go_through(self):
        with self.lock:
            self.last = 1
""",
    "a semaphore": """
from threading import Semaphore

class Door:
    def __init__(self):
        self.permits = Semaphore(2)

    def go_through(self):
        with self.permits:
            self.last = 1
""",
    "tickets": """
from threading import Condition

class Door:
    def __init__(self):
        self.changed, self.next, self.serving = Condition(), 0, 0

    def go_through(self):
        with self.changed:
            mine = self.next
            self.next += 1
            while self.serving != mine:
                self.changed.wait()
        with self.changed:
            self.serving += 1
            self.changed.notify_all()
""",
}

BARGING = """
from threading import Condition

class Door:
    def __init__(self):
        self.changed, self.taken = Condition(), False

    def go_through(self):
        with self.changed:
            while self.taken:
                self.changed.wait()
            self.taken = True
        with self.changed:
            self.taken = False
            self.changed.notify()
"""
LAST_IN_FIRST_OUT = """
from threading import Lock, Semaphore

class Door:
    def __init__(self):
        self.mutex, self.waiting, self.taken = Lock(), [], False

    def go_through(self):
        with self.mutex:
            gate = None
            if self.taken:
                gate = Semaphore(0)
                self.waiting.append(gate)
            self.taken = True
        if gate is not None:
            gate.acquire()
        with self.mutex:
            if self.waiting:
                self.waiting.pop().release()
            else:
                self.taken = False
"""


def clause(folder: Path, door: str) -> Clause:
    (folder / "test_x.py").write_text(MARK + FOREVER.format(who=""), encoding="utf-8")
    (folder / "x.py").write_text(door, encoding="utf-8")
    return Clause("x", str(folder / "test_x.py"), "test_it", str(folder / "x.py"))


def judged(program: Clause, seed: int = 0, replay: Token | None = None) -> Result:
    return run(program, Budget(120), seed, replay)


@pytest.mark.parametrize("door", DOORS)
def test_who_waits_in_line_does_not_starve(tmp_path: Path, door: str) -> None:
    result = judged(clause(tmp_path, DOORS[door]))
    assert result.passed, result.message
    assert "no thread starves in " in result.message
    assert not result.exhaustive


def test_who_is_passed_over_for_ever_starves(tmp_path: Path) -> None:
    program = clause(tmp_path, LAST_IN_FIRST_OUT)
    result = judged(program)
    assert result.verdict is Verdict.STARVATION, result.message
    assert isinstance(result.facts, Starvation)
    assert result.facts.place == result.place
    assert result.facts.repetitions == 40
    token = Token.parse(str(result.replay))
    assert token.lasso is not None
    again = judged(program, replay=token)
    assert (again.verdict, again.facts, again.message) == (result.verdict, result.facts, result.message)


def test_one_seed_one_story(tmp_path: Path) -> None:
    program = clause(tmp_path, LAST_IN_FIRST_OUT)
    first, second = judged(program, 3), judged(program, 3)
    assert (first.replay, first.found, first.message) == (second.replay, second.found, second.message)


def test_a_lasso_is_part_of_a_token() -> None:
    token = Token("x/test_it@x.py", "12345678", ((3, 1), (40, 2)), None, (37, 95, 2))
    assert str(token).endswith(":3.1_11.2=11.2n.2")
    assert Token.parse(str(token)) == token


def test_what_else_is_wrong_is_said_first(tmp_path: Path) -> None:
    program = clause(tmp_path, BARGING.replace("self.changed.notify()", "pass"))
    assert judged(program).verdict is Verdict.STUCK


def test_a_call_that_does_nothing_holds_nobody_up(tmp_path: Path) -> None:
    program = clause(tmp_path, "class Door:\n    def go_through(self):\n        pass\n")
    assert judged(program).passed


@pytest.mark.parametrize(("ends", "found"), [(False, True), (True, False)])
def test_a_long_cycle_counts_only_if_the_same_call_is_open_after_each_round(ends: bool, found: bool) -> None:
    """One round of this cycle bypasses the call more often than ``TIMES``."""
    bypasses, stopped = Bypasses(), list[bool]()
    pending = SimpleNamespace(kind="read")
    anna, bert = [
        cast("Any", SimpleNamespace(number=number, choice=number, ops=0, operation=pending)) for number in (0, 1)
    ]

    def one_call(thread: int) -> None:
        bypasses.begins(thread)
        bypasses.ends(thread)

    def execution(lasso: Any) -> list[Any]:
        bypasses.begin()
        bypasses.begins(0)
        while True:
            chosen = lasso.choose(None, [anna, bert], [])
            if stopped:
                return []
            if chosen is bert:
                for _ in range(2 * TIMES):
                    one_call(1)
            elif ends:
                bypasses.ends(0)
                bypasses.begins(0)

    search = StarvationSearch(execution, lambda: stopped.append(True), lambda: (), bypasses)
    assert (search.repeat([0, 1], 0, 0) is not None) is found
