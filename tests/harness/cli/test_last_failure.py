"""``kata replay NAME`` and ``kata page NAME``: the last failure of a kata, and a sentence where there is none."""

import re

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.learner.progress import record
from harness.result import Result
from harness.verdict import Verdict

PASSED, FAILED, USAGE = 0, 1, 2
COMMANDS = pytest.mark.parametrize("command", ["replay", "page"])


@pytest.fixture
def failed(project):
    """A kata that was judged, and failed."""
    project.write("katas/tally.py", project.racy)
    done = project.kata("check", "tally")
    assert done.exit_code == FAILED
    return project


def test_the_name_of_a_kata_replays_its_last_failure(failed):
    token = re.sub(r"\\\n", "", re.search(r"kata replay (k1:(?:.|\n)*?)\n(?!\S*:)", failed.kata("check").stdout)[1])
    by_token, by_name, by_path = (failed.kata("replay", what) for what in (token, "tally", "katas/tally.py"))
    assert by_name.exit_code == FAILED
    assert "WRONG  tally  test_two_threads_make_two_marks" in by_name.stdout
    assert by_name.stdout == by_path.stdout
    assert by_name.stdout.splitlines()[:12] == by_token.stdout.splitlines()[:12]


def test_the_name_of_a_kata_writes_the_page_of_its_last_failure(failed):
    done = failed.kata("page", "tally")
    assert (done.exit_code, done.stdout) == (FAILED, ".kata/reports/tally.html\n")
    assert "test_two_threads_make_two_marks" in (failed.path / ".kata/reports/tally.html").read_text(encoding="utf-8")


def test_a_name_goes_with_the_other_options(failed):
    assert '"schema": "kata-report/1"' in failed.kata("replay", "tally", "--json").stdout
    assert failed.kata("replay", "tally", "--search").exit_code == FAILED


def test_what_pytest_alone_has_judged_counts_too(failed):
    (failed.path / ".kata/progress.json").unlink()
    assert "WRONG  tally" in failed.kata("replay", "tally").stdout


def test_an_edited_file_is_replayed_if_the_schedule_fits(failed):
    failed.write("katas/tally.py", "# a comment\n" + failed.racy)
    done = failed.kata("replay", "tally")
    assert done.exit_code == FAILED
    assert "WRONG  tally" in done.stdout


@COMMANDS
def test_without_a_failure_there_is_a_sentence(project, command):
    done = project.kata(command, "tally")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: there is no failure of katas/tally.py yet; kata check tally judges it\n"


@COMMANDS
def test_after_a_pass_there_is_a_sentence(failed, command):
    failed.write("katas/tally.py", failed.right)
    assert failed.kata("check", "tally").exit_code == PASSED
    done = failed.kata(command, "tally")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: tally passed its last check, so there is no failure to replay\n"


@COMMANDS
def test_a_failure_without_a_schedule_is_said(project, command):
    kata = catalogue(project.path)["tally"]
    project.write("katas/tally.py", project.racy)
    record(kata, kata.stub, Result(Verdict.HANG, "It hangs.", test="test_one_mark_is_counted"))
    assert project.kata(command, "tally").stderr == (
        "kata: no schedule is stored for the last failure of tally, hang in test_one_mark_is_counted; "
        "kata check tally judges it again\n"
    )


@COMMANDS
def test_a_name_that_is_no_kata_is_guessed_at(project, command):
    done = project.kata(command, "taly")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: 'taly' is not a replay token, and there is no such kata; did you mean 'tally'?\n"
