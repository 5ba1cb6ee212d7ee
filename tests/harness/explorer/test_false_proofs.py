"""Programs that fail on real threads and were once said to pass in every schedule, because an access was not seen."""

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

PROGRAMS = sorted(Path(__file__).with_name("false_proofs").glob("*.py"))
ENOUGH = 1_000
"""Schedules within which each failure is found; most need four."""


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.stem)
def test_the_failure_is_found(file: Path) -> None:
    function = "program" if "def program()" in file.read_text(encoding="utf-8") else "main"
    result = run(Function(str(file), function), Budget(ENOUGH))
    assert result.verdict is Verdict.WRONG, result.message
    assert not result.exhaustive
