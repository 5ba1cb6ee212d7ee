"""Operations that raise an exception: a report says that the thread tries to perform them, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text

PROGRAM = """\
from threading import BoundedSemaphore, Condition, Lock, Thread

cond = Condition()
lock = Lock()
permits = BoundedSemaphore(1)


def waiter():
    with cond:
        cond.wait()


def main():
    thread = Thread(target=waiter, name="waiter")
    thread.start()
    try:
        {call}
    except (RuntimeError, ValueError):
        {then}
    thread.join()
"""


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("cond.notify()", "tries to notify cond"),
        ("cond.notify_all()", "tries to notify cond"),
        ("cond.wait()", "tries to wait for cond"),
        ("cond.wait_for(lambda: False)", "tries to wait for cond"),
        ("lock.release()", "tries to release lock"),
        ("permits.release()", "tries to release permits"),
    ],
)
def test_a_call_that_raises_is_a_try(call: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "bell.py"
    file.write_text(PROGRAM.format(call=call, then="raise"), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(20))
    assert str(result.verdict) == "wrong", result.message
    assert f"17 {words}\n" in text(failure(result))


def test_a_notify_that_raises_is_not_the_last_notify(tmp_path: Path) -> None:
    file = tmp_path / "bell.py"
    file.write_text(PROGRAM.format(call="cond.notify()", then="pass"), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(20))
    assert str(result.verdict) == "stuck", result.message
    report = text(failure(result))
    assert "cond: no thread ever called notify()" in report
    assert "17 tries to notify cond" in report
