"""A lock that is left behind: the report marks the line that left with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text

PROGRAM = """\
from threading import Lock, Thread

lock = Lock()
money = [0]


def take(n):
    lock.acquire()
    if n > money[0]:
        {leave}
    money[0] -= n
    lock.release()
    return True


def main():
    def ask():
        try:
            take(1)
        except ValueError:
            pass

    first = Thread(target=ask, name="first")
    first.start()
    first.join()
    with lock:
        pass
"""


@pytest.mark.parametrize("leave", ["return False", "raise ValueError(n)"])
def test_an_early_return_with_the_lock_is_marked_first(leave: str, tmp_path: Path) -> None:
    file = tmp_path / "purse.py"
    file.write_text(PROGRAM.format(leave=leave), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(100))
    assert str(result.verdict) == "deadlock", result.message
    lines = text(failure(result)).splitlines()
    [first] = [line for line in lines if line.startswith("  ▸")]
    assert first.split("│")[0].split() == ["▸", "10"]
    assert any("first leaves here with lock" in line for line in lines)
    assert any("8 │     lock.acquire()" in line and "first acquired lock here" in line for line in lines)
    assert result.line == 10


def test_a_lock_that_the_end_of_a_function_leaves_behind_has_the_acquire_marked(tmp_path: Path) -> None:
    file = tmp_path / "purse.py"
    file.write_text(PROGRAM.format(leave="pass").replace("    lock.release()\n    return True\n", ""), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(100))
    assert str(result.verdict) == "deadlock", result.message
    report = text(failure(result))
    assert "leaves here" not in report
    assert "first acquired lock here" in report
