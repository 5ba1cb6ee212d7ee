"""``kata reset`` and ``kata solution``: what is put back and kept, and what is asked before."""

import shutil
import subprocess

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.learner.progress import record
from harness.course.learner.reset import keep_original
from harness.result import Result
from harness.verdict import Verdict

DONE, USAGE = 0, 2


@pytest.fixture
def kata(project):
    """The kata "tally"; its stub is known, as if a session had begun with it."""
    kata = catalogue(project.path)["tally"]
    keep_original(kata)
    return kata


def git(project, *words):
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *words], cwd=project.path, check=True, capture_output=True)


def test_the_stub_comes_back_and_the_file_is_kept(project, kata):
    stub = kata.stub.read_bytes()
    for number, text in enumerate((project.racy, project.right), 1):
        project.write("katas/tally.py", text)
        mine = kata.stub.read_bytes()
        done = project.kata("reset", "tally", "--yes")
        assert (done.exit_code, done.stderr) == (DONE, "")
        assert done.stdout == (
            "katas/tally.py is the original stub\n"
            f"your file is now .kata/backups/tally-{number}.py: copy it back to continue with it\n"
        )
        assert kata.stub.read_bytes() == stub
        assert (project.path / f".kata/backups/tally-{number}.py").read_bytes() == mine


def test_nothing_is_done_to_a_file_that_nobody_has_begun(project, kata):
    done = project.kata("reset", "tally")
    assert (done.exit_code, done.stdout) == (DONE, "katas/tally.py is the original stub\n")
    assert not (project.path / ".kata/backups").exists()


def test_a_file_that_is_gone_comes_back_and_there_is_nothing_to_keep(project, kata):
    stub = kata.stub.read_bytes()
    kata.stub.unlink()
    assert project.kata("reset", "tally", "-y").stdout == "katas/tally.py is the original stub\n"
    assert kata.stub.read_bytes() == stub


def test_without_a_terminal_nobody_is_asked_and_nothing_is_done(project, kata):
    project.write("katas/tally.py", project.racy)
    mine = kata.stub.read_bytes()
    done = project.kata("reset", "tally")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr.startswith("kata: Restore the original katas/tally.py?")
    assert "answer with --yes" in done.stderr
    assert kata.stub.read_bytes() == mine


@pytest.mark.parametrize(("answer", "back"), [("y", True), ("n", False), ("", False), ("\x04", False)])
def test_on_a_terminal_y_means_yes_and_all_else_no(project, kata, terminal, answer, back):
    stub = kata.stub.read_bytes()
    project.write("katas/tally.py", project.racy)
    one = terminal("reset", "tally")
    one.waits_for(r"A copy of your file is kept. \[y/N\]: ")
    one.types(answer if answer == "\x04" else f"{answer}\r")
    assert one.ends() == DONE
    assert (kata.stub.read_bytes() == stub) is back
    assert ("katas/tally.py is unchanged\r" in one.said) is not back


def test_git_knows_the_stub_under_later_commits(project):
    kata = catalogue(project.path)["tally"]
    git(project, "init", "-q")
    stub = kata.stub.read_bytes()
    for text in (None, project.racy, project.right):
        if text is not None:
            project.write("katas/tally.py", text)
        git(project, "add", "katas")
        git(project, "commit", "-qm", "x")
    assert project.kata("reset", "tally", "--yes").exit_code == DONE
    assert kata.stub.read_bytes() == stub


def test_a_stub_that_nobody_knows_is_not_made_up(project):
    project.write("katas/tally.py", project.racy)
    mine = (project.path / "katas/tally.py").read_bytes()
    done = project.kata("reset", "tally", "--yes")
    assert done.exit_code == USAGE
    assert done.stderr.startswith("kata: the original katas/tally.py was not found")
    assert (project.path / "katas/tally.py").read_bytes() == mine


def test_a_begun_file_is_no_original_and_a_damaged_one_is_not_used(project, kata):
    kept = project.path / ".kata/originals/tally.py"
    stub = kept.read_bytes()
    project.write("katas/tally.py", project.racy)
    keep_original(kata)
    assert kept.read_bytes() == stub
    kept.write_text("x = 1\n", encoding="utf-8")
    assert project.kata("reset", "tally", "--yes").exit_code == USAGE


# -- the reference ---------------------------------------------------------------------------------------


def test_the_reference_is_shown_after_a_pass(project, kata):
    project.write("katas/tally.py", project.right)
    record(kata, kata.stub, Result(Verdict.PASS, "A sentence.", schedules=1))
    done = project.kata("solution", "tally")
    assert (done.exit_code, done.stdout) == (DONE, kata.solution.read_text(encoding="utf-8"))
    assert done.stderr == "\nThe reference has the same outline: 11 lines with Lock.\n"


def test_before_a_pass_it_takes_a_word(project, kata):
    project.write("katas/tally.py", project.racy)
    done = project.kata("solution", "tally")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr.startswith("kata: tally is not passed yet")
    done = project.kata("solution", "tally", "--yes")
    assert (done.exit_code, done.stdout) == (DONE, kata.solution.read_text(encoding="utf-8"))
    assert done.stderr == ""


def test_a_pass_of_another_text_is_none(project, kata):
    project.write("katas/tally.py", project.right)
    record(kata, kata.stub, Result(Verdict.PASS, "A sentence.", schedules=1))
    project.write("katas/tally.py", project.racy)
    assert project.kata("solution", "tally").exit_code == USAGE


def test_a_kata_without_a_reference_has_none_to_show(project, kata):
    kata.solution.unlink()
    done = project.kata("solution", "tally", "--yes")
    assert (done.exit_code, done.stderr) == (USAGE, "kata: solutions/tally.py does not exist\n")


def test_names_are_guessed_at(project, kata):
    for command in ("reset", "solution", "watch"):
        done = project.kata(command, "taly", "--poll" if command == "watch" else "--yes")
        assert done.exit_code == USAGE
        if command != "watch":
            assert "did you mean 'tally'?" in done.stderr
