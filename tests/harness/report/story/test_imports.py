"""Modules that a program imports twice, or inside a function: their names are no steps of the report."""

from __future__ import annotations

from pathlib import Path

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text

PROGRAM = """\
import threading
from threading import *
import threading
from threading import Lock
from threading import Lock

total = 0
total = 0


def add():
    import threading
    global total
    from threading import Lock
    value = total
    total = value + 1


def main():
    threads = [threading.Thread(target=add, name=name) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 2
"""


def test_imports_and_the_text_of_a_module_are_no_steps(tmp_path: Path) -> None:
    file = tmp_path / "twice.py"
    file.write_text(PROGRAM, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(100))
    assert str(result.verdict) == "wrong", result.message
    lines = text(failure(result)).splitlines()
    begin = next(index for index, line in enumerate(lines) if line.startswith("  step"))
    table = lines[begin : lines.index("", begin)]
    assert not [line for line in table if "hreading" in line or "Lock" in line or "a dict" in line], table
    assert not [line for line in table if " 7 " in line[8:] or " 8 " in line[8:]], table
    assert sum("total 1" in line for line in table) >= 2, table
