"""An object of a program is asked for an attribute only where Python itself asks, in a search as in a report."""

import runpy
from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text
from harness.verdict import Verdict

SOURCE = Path(__file__).with_name("watched_objects.py").read_text(encoding="utf-8")
SCHEDULES = 3


def sections(log: Path) -> list[list[str]]:
    """Return what each operation noted, its name first."""
    return [one.splitlines() for one in log.read_text(encoding="utf-8").split("=== ")[1:]]


@pytest.mark.parametrize(
    ("function", "verdict", "shown"),
    [
        ("passes", Verdict.PASS, []),
        ("fails", Verdict.WRONG, []),
        ("fails_by_an_object", Verdict.WRONG, ["__str__"]),  # the text of the exception, which Python shows as well
        ("deadlocks", Verdict.DEADLOCK, []),
    ],
)
def test_objects_are_asked_as_in_plain_python(
    function: str, verdict: Verdict, shown: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, log = tmp_path / "program.py", tmp_path / "log"
    program.write_text(SOURCE.replace("the path of the log", str(log)), encoding="utf-8")
    runpy.run_path(str(program))["passes"]()
    plain = sections(log)
    log.write_text("", encoding="utf-8")
    result = run(Function(str(program), function), Budget(SCHEDULES))
    if not result.passed:
        text(failure(result))
    assert result.verdict is verdict, result.message
    explored = sections(log)
    assert len(explored) % len(plain) == 0
    for number, noted in enumerate(explored):
        expected = plain[number % len(plain)]
        assert noted == expected or (noted[0] == "then" and noted[1:] == shown)
