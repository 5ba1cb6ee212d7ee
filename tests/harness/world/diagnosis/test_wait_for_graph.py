"""Who waits for whom when nobody can go on: the border between a deadlock and a lost signal.

The programs with one verdict each stand in ``tests/harness/checks``; here is what they do not show.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.common.graphs import shortest_cycle
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.facts import DeadlockCycle, Through
from harness.program.function import Function
from harness.result import Result
from harness.verdict import Verdict

HEAD = """
import threading


def run(*bodies):
    threads = [threading.Thread(target=body, name=name) for name, body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


"""
LISTENERS = """
def main():
    here = [threading.Semaphore(0), threading.Semaphore(0)]

    def side(me):
        def body():
            here[1 - me].acquire()
            {then}
            here[me].release()

        return body

    run(("A", side(0)), ("B", side(1)))
"""
SWALLOWS = """while me >= 0:
                try:
                    1 / 0
                except BaseException:
                    pass"""
AFTER_YOU = """
def main():
    changed, keen = threading.Condition(), set()

    def body(me, other):
        def go():
            with changed:
                keen.add(me)
            with changed:
                while other in keen:
                    changed.wait()
                keen.remove(me)
                changed.notify_all()

        return go

    run(("A", body("A", "B")), ("B", body("B", "A")))
"""
UNTOLD = """
def main():
    changed, called = threading.Condition(), set()

    def body(me, other):
        def go():
            with changed:
                while me not in called:
                    changed.wait()
                called.add(other)
                changed.notify_all()

        return go

    def calls():
        with changed:
            called.update("AB")

    run(("A", body("A", "B")), ("B", body("B", "A")), ("C", calls))
"""
SIDE_BY_SIDE = """
def main():
    changed, permits = threading.Condition(), []

    def body():
        with changed:
            while not permits:
                changed.wait()
            changed.notify_all()
        with changed:
            permits.append(1)
            changed.notify_all()

    run(("A", body), ("B", body))
"""


def judged(folder: Path, text: str) -> Result:
    file = folder / "program.py"
    file.write_text(HEAD + text, encoding="utf-8")
    return run(Function(str(file), "main"), Budget(100))


def edges(result: Result) -> list[tuple[str, str, Through]]:
    assert isinstance(result.facts, DeadlockCycle)
    return [(edge.thread, edge.label, edge.through) for edge in result.facts.edges]


def test_the_message_says_who_would_give_what_and_when(tmp_path: Path) -> None:
    result = judged(tmp_path, LISTENERS.format(then="pass"))
    assert str(result.verdict) == "deadlock"
    assert edges(result) == [("A", "here[1]", Through.SIGNAL), ("B", "here[0]", Through.SIGNAL)]


def test_the_schedule_told_of_is_the_one_that_was_blocked(tmp_path: Path) -> None:
    result = judged(
        tmp_path,
        "def main():\n    print('once')\n    rest()\n\n\n" + LISTENERS.format(then="pass").replace("main", "rest"),
    )
    plain = judged(tmp_path, LISTENERS.format(then="pass"))
    assert result.trace is not None
    assert plain.trace is not None
    assert result.output == "once\n"
    assert result.trace.ending == plain.trace.ending == "blocked"
    assert result.trace.choices == plain.trace.choices
    assert [one.gives for one in plain.trace.waiting if one.thread != "main"] == [["B"], ["A"]]


@pytest.mark.parametrize(
    "then",
    [
        "raise KeyError(me)",
        "raise SystemExit",
        "[][0]",
        "while True:\n                pass",
        "threading.Lock().release()",
        SWALLOWS,
        "body()",
    ],
)
def test_who_is_let_through_and_comes_to_grief_gives_nothing(tmp_path: Path, then: str) -> None:
    result = judged(tmp_path, LISTENERS.format(then=then))
    assert str(result.verdict) == "stuck", result.message
    assert result.trace is not None
    assert result.trace.failure is None
    assert not result.output


def test_a_thread_can_be_let_out_of_a_loop_of_the_programs_own(tmp_path: Path) -> None:
    result = judged(tmp_path, AFTER_YOU)
    assert str(result.verdict) == "deadlock"
    assert edges(result) == [("A", "changed", Through.SIGNAL), ("B", "changed", Through.SIGNAL)]


@pytest.mark.parametrize("program", [UNTOLD, SIDE_BY_SIDE])
def test_a_lost_signal_stays_one_although_loops_can_be_left(tmp_path: Path, program: str) -> None:
    assert str(judged(tmp_path, program).verdict) == "stuck"


def test_the_shortest_cycle_is_found_and_no_thread_alone_is_one() -> None:
    assert shortest_cycle({0: {1}, 1: {2}, 2: {0, 1}}) == [1, 2]
    assert shortest_cycle({0: {1}, 1: {2}, 2: {0}}) == [0, 1, 2]
    assert shortest_cycle({0: {0}, 1: {0}, 2: set()}) == []
    assert shortest_cycle({0: {7}}) == []


@pytest.mark.parametrize("again", ["with lock:", "with(lock):", "with (\n            lock\n        ):"])
def test_a_lock_taken_again_by_with_is_no_signal_however_the_statement_is_laid_out(tmp_path: Path, again: str) -> None:
    file = tmp_path / "program.py"
    again = again.replace("\n", "\n    ")
    file.write_text(f"{HEAD}def main():\n    lock = threading.Lock()\n    lock.acquire()\n    {again}\n        pass\n")
    result = run(Function(str(file), "main"), Budget(5))
    assert result.verdict is Verdict.DEADLOCK
