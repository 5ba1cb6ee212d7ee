"""Threads that wait for a future: a report names the future, and none of its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text

PROGRAM = """\
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


class Job:
    def __init__(self):
        self.answer = pool.submit(task)


def part():
    return 1


def task():
    inner = pool.submit(part)
    return inner.result()


def main():
    {main}
"""
WAITS = {
    "a local variable": ("total = pool.submit(task)\n    total.result()", "total"),
    "a field": ("job = Job()\n    job.answer.result()", "answer"),
    "an item": ("every = [pool.submit(task)]\n    every[0].result()", "every[0]"),
    "no name": ("pool.submit(task).result()", "a Future"),
}
"""By what holds the future: the text of ``main``, and the name in the report."""


@pytest.mark.parametrize("holder", WAITS)
def test_a_future_has_the_name_that_the_program_has_for_it(holder: str, tmp_path: Path) -> None:
    main, name = WAITS[holder]
    file = tmp_path / "office.py"
    file.write_text(PROGRAM.format(main=main), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(20))
    assert str(result.verdict) == "stuck", result.message
    assert result.message.startswith(f"main waits for {name} (office.py line "), result.message
    report = text(failure(result))
    assert "_condition" not in report
    assert "notify()" not in report, "the program knows nothing of the condition inside"


def test_what_is_printed_after_the_end_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "office.py"
    program = PROGRAM.format(main='print("before")\n    try:\n        pool.submit(task).result()\n    finally:\n')
    file.write_text(program + '        print("after")\n', encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(20))
    assert str(result.verdict) == "stuck", result.message
    assert result.output == "before\n"
