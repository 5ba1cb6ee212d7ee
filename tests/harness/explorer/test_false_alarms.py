"""Right programs that once failed, and programs that run forever by design, which are told so in these words."""

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.verdict import Verdict

HERE = Path(__file__).with_name("false_alarms")
LONG = {"livelock_for_range_million", "livelock_while_over_14000", "hang_two_threads_12000_reads"}
"""Programs of which one schedule takes a tenth of a second."""
FOREVER = ["forever_barrier", "forever_queue", "loop"]


def explored(file: Path, schedules: int) -> Result:
    function = "program" if "def program()" in file.read_text(encoding="utf-8") else "main"
    return run(Function(str(file), function), Budget(schedules))


@pytest.mark.parametrize("file", sorted(HERE.glob("*.py")), ids=lambda file: file.stem)
def test_a_right_program_passes(file: Path) -> None:
    result = explored(file, 4 if file.stem in LONG else 100)
    assert result.passed, result.message


@pytest.mark.parametrize("name", FOREVER)
def test_a_program_that_runs_forever_by_design_is_told_so(name: str) -> None:
    result = explored(HERE / "endless" / f"{name}.py", 30)
    assert result.verdict is Verdict.ERROR
    assert result.message.startswith("The program runs forever by design")


def test_a_loop_until_an_event_ends_when_the_main_thread_sleeps_and_sets_it() -> None:
    assert explored(HERE / "endless" / "stop_event.py", 100).passed


@pytest.mark.slow
def test_daemons_that_run_forever_end_with_the_main_thread() -> None:
    # its assertion reads a list twice that a daemon still fills, so it can fail; but no thread is endless
    assert explored(HERE / "endless" / "forever_daemon.py", 10).verdict in (Verdict.WRONG, Verdict.PASS)


def test_a_deadlock_in_loops_without_an_end_is_found() -> None:
    assert explored(HERE / "endless" / "loop3.py", 10).verdict is Verdict.DEADLOCK


def test_a_module_next_to_the_program_hides_one_of_the_standard_library() -> None:
    assert "my own queue" in explored(HERE / "shadow" / "drive.py", 1).message


@pytest.mark.parametrize("name", ["uses_logs", "uses_pool"])
def test_a_module_next_to_the_program_may_be_the_first_to_import_a_library(name: str) -> None:
    result = explored(HERE / "siblings" / f"{name}.py", 20)
    assert result.passed, result.message
