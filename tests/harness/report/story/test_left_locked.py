"""A lock that is left behind: every thread that is stuck has the report mark the line that left with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text
from harness.result import Result

CALL = """\
from threading import Condition, Lock, Semaphore, Thread

lock = Lock()
full = Condition()
permits = Semaphore(2)
money = [0]


def take(n):
    lock.acquire()
    if n > money[0]:
        {leave}
    money[0] -= n
    lock.release()
    return True


def ask():
    try:
        take(1)
    except ValueError:
        pass


def want():
    with lock:
        pass


def wait_for_notify():
    with full:
        while not money[0]:
            full.wait()


def want_and_notify():
    with lock:
        money[0] += 1
    with full:
        full.notify()


def wait_for_permits():
    permits.acquire()
    permits.acquire()
    permits.acquire()


def run(*functions):
    threads = [Thread(target=function, name=function.__name__) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    {main}
"""
SITUATIONS = {
    "the thread itself wants it": ("ask()\n    want()", "main", "main"),
    "a thread that is joined wants it": ("ask()\n    run(want)", "main", "want"),
    "its thread has ended": ("run(ask)\n    want()", "ask", "main"),
    "the thread that would notify wants it": (
        "ask()\n    run(wait_for_notify, want_and_notify)",
        "main",
        "want_and_no",
    ),
    "its thread waits for something else": (
        "run(lambda: (ask(), wait_for_notify()), want)",
        "<lambda>",
        "want",
    ),
}
"""By name: the lines of ``main``, the thread that left the lock behind, and the one that wants it."""
LEAVES = {"return False": ("returns", "returned"), "raise ValueError(n)": ("raises", "raised")}
"""By statement: what the thread does in a step, and what the sentence says."""


def explored(text: str, folder: Path) -> Result:
    file = folder / "purse.py"
    file.write_text(text, encoding="utf-8")
    return run(Function(str(file), "main"), Budget(100))


@pytest.mark.parametrize("leave", LEAVES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_line_that_left_with_the_lock_is_marked_and_said_and_among_the_steps(
    situation: str, leave: str, tmp_path: Path
) -> None:
    main, owner, waiter = SITUATIONS[situation]
    result = explored(CALL.format(leave=leave, main=main), tmp_path)
    assert str(result.verdict) in ("deadlock", "stuck"), result.message
    assert result.message.startswith(f"{waiter}"), result.message
    verb, past = LEAVES[leave]
    assert f"its take() {past} at line 12" in result.message
    report = text(failure(result))
    lines = report.splitlines()
    [first] = [line for line in lines if line.startswith("  ▸")]
    assert first.split("│")[0].split() == ["▸", "12"]
    assert result.line == 12
    assert f"{owner} leaves here with lock" in report
    assert any("10 │     lock.acquire()" in line and f"{owner} acquired lock here" in line for line in lines)
    steps = [line.strip() for line in lines[lines.index(next(one for one in lines if "  step  " in one)) :]]
    [acquires] = [index for index, line in enumerate(steps) if "10 acquires lock" in line]
    [leaves] = [index for index, line in enumerate(steps) if f"12 {verb}, still holds lock" in line]
    [wants] = [index for index, line in enumerate(steps) if line.endswith("waits for lock ■") or "for lock ■ " in line]
    assert acquires < leaves < wants


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("money[0] -= n", 10),
        ("with full:\n        if n:\n            return n\n    lock.release()", 13),
        ("try:\n        return n\n    finally:\n        money[0] -= n\n    lock.release()", 12),
        ("int('three')\n    lock.release()", 11),
    ],
    ids=["end of the function", "return in a with", "return in a try", "exception of a call"],
)
def test_the_line_at_which_a_call_ended_is_known_in_each_way_out(body: str, marked: int, tmp_path: Path) -> None:
    before, _, after = CALL.format(leave="pass", main="ask()\n    want()").partition("    if n > money[0]")
    program = f"{before}    {body}\n\n\ndef ask(){after.partition('def ask()')[2]}"
    result = explored(program, tmp_path)
    assert str(result.verdict) == "deadlock", result.message
    assert "which it still holds itself: its take() " in result.message
    assert result.line == marked
    assert ("leaves here" in text(failure(result))) == (marked != 10)


def test_a_call_that_wants_the_lock_it_left_before_waits_after_it_left(tmp_path: Path) -> None:
    """Both calls acquire it in the same line, so the second one's wait is no step of the first."""
    result = explored(CALL.format(leave="raise ValueError", main="ask()\n    ask()"), tmp_path)
    assert str(result.verdict) == "deadlock", result.message
    lines = [line.strip() for line in text(failure(result)).splitlines()]
    [leaves] = [index for index, line in enumerate(lines) if "12 raises, still holds lock" in line]
    [wants] = [index for index, line in enumerate(lines) if line.endswith("waits for lock ■")]
    assert leaves < wants


def test_a_call_that_is_not_over_has_left_nothing_behind(tmp_path: Path) -> None:
    main = "lock.acquire()\n    run(want)\n    lock.release()"
    result = explored(CALL.format(leave="pass", main=main), tmp_path)
    assert str(result.verdict) == "deadlock", result.message
    report = text(failure(result))
    assert "still holds" not in report
    assert "leaves here" not in report


def test_a_lock_acquired_anew_in_a_with_is_not_left_behind(tmp_path: Path) -> None:
    main = "money[0] = 2\n    ask()\n    with lock:\n        run(want)"
    result = explored(CALL.format(leave="pass", main=main), tmp_path)
    assert str(result.verdict) == "deadlock", result.message
    assert "still holds" not in text(failure(result))


def test_a_lock_that_nothing_releases_is_left_behind_if_a_thread_wants_it(tmp_path: Path) -> None:
    text_of_it = "from threading import Lock\n\nlock = Lock()\n\n\ndef enter():\n    lock.acquire()\n    return 1\n\n\n"
    result = explored(f"{text_of_it}def main():\n    enter()\n    enter()\n", tmp_path)
    assert str(result.verdict) == "deadlock", result.message
    assert "its enter() returned at line 8 without a release" in result.message
    once = explored(f"{text_of_it}def main():\n    enter()\n", tmp_path)
    assert once.passed, once.message
