"""Right programs of ordinary kinds pass: no schedule of them raises an alarm."""

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

HERE = Path(__file__).parent
SCHEDULES = 30


def calls(name):
    text = (HERE / f"{name}.py").read_text(encoding="utf-8")
    names = {"__name__": name}
    exec(compile(text, name, "exec"), names)
    return names["CALLS"]


def explored(folder, name, call, schedules):
    file = folder / f"{name}.py"
    text = (HERE / f"{name}.py").read_text(encoding="utf-8")
    file.write_text(f"{text}\n\ndef main():\n    {call}\n", encoding="utf-8")
    return run(Function(str(file), "main"), Budget(schedules))


def some(name):
    """All programs of a file; of each kind, one size by default, the others with ``--slow``."""
    return [call if "(3, " in call else pytest.param(call, marks=pytest.mark.slow) for call in calls(name)]


@pytest.mark.parametrize("call", some("shared_state"))
def test_programs_that_share_state(tmp_path, call):
    result = explored(tmp_path, "shared_state", call, SCHEDULES)
    assert result.verdict is Verdict.PASS, result.message


@pytest.mark.parametrize("call", some("message_passing"))
def test_programs_that_pass_messages(tmp_path, call):
    result = explored(tmp_path, "message_passing", call, SCHEDULES)
    assert result.verdict is Verdict.PASS, result.message


# fifty threads, a million rounds, ten megabytes: progress is no livelock, and output no failure
@pytest.mark.slow
@pytest.mark.parametrize("call", calls("large"))
def test_large_programs(tmp_path, call):
    result = explored(tmp_path, "large", call, 3)
    assert result.verdict is Verdict.PASS, result.message
