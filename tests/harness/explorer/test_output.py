"""The output in a report is that of the failing execution, and of no other that was run after it."""

from __future__ import annotations

from pathlib import Path

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function

PROGRAM = """from threading import Thread


def main():
    n = 0

    def add(name):
        nonlocal n
        seen = n
        print(name, "saw", seen)
        n = seen + 1

    threads = [Thread(target=add, args=(name,)) for name in "ABC"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("n is", n)
    assert n == 3
"""


def test_the_output_is_that_of_the_schedule_that_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "prints.py"
    file.write_text(PROGRAM, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(1_000))
    assert "n == 3, but it was 2 == 3" in result.message
    assert result.output.splitlines()[-1] == "n is 2"
