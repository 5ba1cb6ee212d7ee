"""What surrounds a report: its last lines, its colours and its width."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.cli import common
from harness.report.terminal.commands import again
from harness.report.terminal.failure import Commands, failure, text
from harness.result import Result
from harness.verdict import Verdict


def last(result: Result, commands: Commands | None = None) -> list[str]:
    """The commands, by their labels."""
    lines = text(failure(result, commands=commands)).split("\n")
    return [line.split()[0] for line in lines if line.startswith(("  replay", "  again", "  page", "  hint"))]


def test_the_page_and_the_hint_are_named_only_where_there_are_some() -> None:
    result = Result(Verdict.STUCK, "P0 waits.", "kata", replay="k1:x:00000000:")
    assert last(result) == ["replay"]
    assert last(result, Commands(page=".kata/reports/x.html")) == ["replay", "page"]
    assert last(result, Commands(hint="kata hint kata", page="x.html")) == ["replay", "page", "hint"]
    assert "  hint    kata hint kata" in text(failure(result, commands=Commands(hint="kata hint kata")))


def test_what_no_schedule_replays_is_found_again_by_another_command(tmp_path: Path) -> None:
    file = tmp_path / "my file.py"
    file.write_text("", encoding="utf-8")
    of_kata, of_function = Result(Verdict.ERROR, "", "kata", str(file)), Result(Verdict.HANG, "", f"{file}::f", "")
    assert "my\\ file.py" in text(failure(of_kata), width=200).replace("\\\n", "")
    assert last(of_kata) == last(of_function) == ["again"]
    assert last(replace(of_function, name=f"{file}::f.<locals>.g")) == []
    assert last(Result(Verdict.UNFINISHED, "", "kata", str(file))) == []
    on_threads = replace(of_kata, verdict=Verdict.WRONG, engine="stress", schedules=7, seed=3)
    assert "--engine stress --runs 7 --seed 3" in text(failure(on_threads)).replace("\\\n", "")
    assert last(of_kata, Commands(again="kata check kata --seed 9")) == ["again"]


def test_a_katas_own_file_need_not_be_named_and_any_other_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = {"katas/tally.py": "kata check tally"}
    lines |= {other: f"kata check tally --against {other}" for other in ("katas/bell.py", "other/tally.py", "tally.py")}
    for name, line in lines.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("", encoding="utf-8")
        assert again(Result(Verdict.ERROR, "", "tally", str(file))) == line


# -- colour and width ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "environment", "colored"),
    [
        (True, {}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": ""}, False),
        (False, {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="there it depends on the console, too")
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], colored: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert common.wants_color() is colored


@pytest.mark.parametrize(
    ("terminal", "columns", "wide"), [(True, 70, 70), (True, 20, 40), (True, 300, 100), (False, 70, 80)]
)
def test_a_report_is_as_wide_as_the_terminal_and_elsewhere_as_ever(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, columns: int, wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert common.width() == wide
