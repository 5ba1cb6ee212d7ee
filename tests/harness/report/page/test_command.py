"""``kata page TOKEN``, and the page that a check leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer

from harness.cli.page import page_of
from harness.result import Result
from harness.verdict import Verdict

CLAUSE = "test_two_threads_make_two_marks"


@pytest.fixture
def _in_programs() -> None:
    """These tests have a project of their own."""


@pytest.fixture
def token(project: Any) -> str:
    project.write("katas/tally.py", project.racy)
    _, (result,) = project.judged("tally")
    return str(result["replay"])


def test_a_token_gives_a_page(project: Any, token: str) -> None:
    done = project.kata("page", token)
    path = Path(done.stdout.strip())
    assert (done.exit_code, path) == (1, Path(".kata/reports/tally.html"))
    text = path.read_text(encoding="utf-8")
    assert f"kata replay {token}" in text
    assert CLAUSE in text
    assert "self.count" in text
    assert 'id="take-over"' in text
    assert '"unrecorded"' in text
    assert '<span class="par">par 1</span>' in text  # proved, which the replay alone would not do


def test_the_page_of_a_check_names_the_command_that_plays(project: Any) -> None:
    project.write("katas/tally.py", project.racy)
    project.kata("check", "tally", "--schedules", "50", "--engine", "explore")
    text = Path(".kata/reports/tally.html").read_text(encoding="utf-8")
    assert 'id="take-over"' not in text
    assert "kata play k1:tally/" in text


def test_the_page_goes_where_it_is_told_and_opens(project: Any, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(typer, "launch", opened.append)
    done = project.kata("page", token, "-o", "out/my page.html", "--open")
    path = Path("out/my page.html")
    assert (done.exit_code, done.stdout.strip()) == (1, str(path))
    assert opened == [path.resolve().as_uri()]
    assert not Path(".kata/reports").exists()


def test_hints_of_a_kata_are_folded_into_its_page(project: Any, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from harness.course.content import result_hints

    monkeypatch.setattr(result_hints, "hints", lambda kata: {"wrong": {"place": "Look there.", "idea": " "}})
    done = project.kata("page", token)
    text = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert "<details><summary>1. where to look</summary><p>Look there.</p></details>" in text
    assert "<summary>2." not in text


def test_a_schedule_that_passes_has_no_page(project: Any, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from harness.workers.client import WorkerClient

    monkeypatch.setattr(WorkerClient, "judge", lambda self, job: Result(Verdict.PASS, "All is well.", "tally"))
    done = project.kata("page", token)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "kata: this schedule passes, so there is no page to write\n"
    assert not Path(".kata/reports").exists()


def test_what_is_no_token_is_one_sentence(project: Any) -> None:
    done = project.kata("page", "k1:nonsense")
    assert done.exit_code == 2
    assert done.stderr.startswith("kata: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_page_that_cannot_be_written_is_one_sentence(project: Any, token: str) -> None:
    Path("taken").mkdir()
    done = project.kata("page", token, "-o", "taken")
    assert done.exit_code == 2
    assert done.stderr.startswith("kata: the page cannot be written: ")
    assert "Traceback" not in done.stderr


def test_a_check_goes_on_without_a_page(project: Any) -> None:
    Path(".kata").mkdir()
    result = Result(Verdict.ERROR, "It does not load.", "tally", "katas/tally.py")
    assert page_of(result) == str(Path(".kata/reports/tally.html"))
    Path(".kata/reports/tally.html").unlink()
    Path(".kata/reports").rmdir()
    Path(".kata/reports").write_text("in the way", encoding="utf-8")
    assert page_of(result) is None
    for verdict in (Verdict.PASS, Verdict.UNFINISHED):
        result.verdict = verdict
        assert page_of(result) is None
