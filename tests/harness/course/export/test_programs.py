"""The programs that platforms run, with a ``kata`` that records its arguments, writes a result, fails or never ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from harness.course.export.exported_file import ExportedFile, filled, write_export
from harness.course.export.grading_platforms import classroom50, exercism, gradescope, prairielearn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these platforms are Linux containers")

SETTINGS = '[grading]\nkatas = ["counter"]\n# a backslash: \\n\n'
FAKE = """#!/bin/sh
printf '%s\\n' "$@" > "$RECORD"
cat "$4" > "$RECORD.toml"
(cd "$2" && find . -type f) > "$RECORD.files"
[ "$FAKE" = sleep ] && exec sleep 60
[ "$FAKE" = fail ] && exit 2
while [ "$1" != --to ]; do shift; done
printf '{"made": "by kata"}' > "$2"
exit "$CODE"
"""


@pytest.fixture
def run(tmp_path):
    """Run a program with a fake kata; the arguments that it got are in ``tmp_path / "record"``."""
    kata = tmp_path / "kata"
    kata.write_text(FAKE, encoding="utf-8")
    kata.chmod(0o755)

    def go(*words, fake="ok", code=0, cwd=None, **environment):
        own = {"KATA": str(kata), "RECORD": str(tmp_path / "record"), "FAKE": fake, "CODE": str(code)}
        return subprocess.run(
            [str(word) for word in words], cwd=cwd or tmp_path, env={**os.environ, **own, **environment},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return go


def words(tmp_path):
    return (tmp_path / "record").read_text(encoding="utf-8").splitlines()


def graded_files(tmp_path):
    """The files that the fake kata was to grade."""
    return sorted((tmp_path / "record.files").read_text(encoding="utf-8").split())


def after(option, given):
    return given[given.index(option) + 1]


@pytest.mark.parametrize("code", [0, 1])
def test_gradescope_grades_the_submission_into_its_results(run, tmp_path, code):
    root = tmp_path / "auto grader"
    write_export(root / "source", gradescope([], SETTINGS))
    (root / "submission").mkdir()
    (root / "submission" / "mine.py").touch()
    done = run(root / "source" / "run_autograder", code=code, AUTOGRADER_ROOT=str(root))
    given = words(tmp_path)
    assert (given[0], after("--export", given)) == ("grade", "gradescope")
    assert graded_files(tmp_path) == ["./submission/mine.py"], "one folder, so one student"
    assert (root / "results" / "results.json").read_text(encoding="utf-8") == '{"made": "by kata"}', done.stderr
    assert (tmp_path / "record.toml").read_text(encoding="utf-8") == SETTINGS


def test_gradescope_gets_no_results_from_a_grader_that_failed(run, tmp_path):
    write_export(tmp_path / "root" / "source", gradescope([], SETTINGS))
    (tmp_path / "root" / "submission").mkdir()
    done = run(tmp_path / "root/source/run_autograder", fake="fail", AUTOGRADER_ROOT=str(tmp_path / "root"))
    assert done.returncode != 0
    assert not list((tmp_path / "root" / "results").iterdir())


def test_prairielearn_grades_the_files_of_the_student(run, tmp_path):
    from harness.course.content.catalogue import catalogue

    kata = catalogue(Path(__file__).parents[4])["counter"]
    write_export(tmp_path / "export", prairielearn([kata], ""))
    tests = tmp_path / "export" / "questions" / "counter" / "tests"
    root = tmp_path / "grade"
    (root / "student").mkdir(parents=True)
    (root / "student" / "counter.py").touch()
    (root / "tests").symlink_to(tests)
    run(root / "tests" / "run.sh", GRADE_ROOT=str(root))
    assert after("--export", words(tmp_path)) == "prairielearn"
    assert graded_files(tmp_path) == ["./student/counter.py"]
    assert (root / "results" / "results.json").is_file()


@pytest.mark.parametrize(("fake", "code", "expected"), [("ok", 0, 0), ("ok", 1, 0), ("fail", 0, 1)])
def test_classroom50_exits_with_0_if_there_is_a_result(run, tmp_path, fake, code, expected):
    (script,) = classroom50([], SETTINGS)
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    for name in (".git/HEAD", "counter.py"):
        (repository / name).touch()
    file = tmp_path / "autograder.py"
    file.write_text(script.text, encoding="utf-8")
    done = run(sys.executable, file, fake=fake, code=code, cwd=repository)
    assert done.returncode == expected, done.stderr
    assert (repository / "result.json").is_file() is (fake == "ok")
    assert after("--export", words(tmp_path)) == "classroom50"
    assert graded_files(tmp_path) == ["./submission/counter.py"]
    assert (tmp_path / "record.toml").read_text(encoding="utf-8") == SETTINGS


# -- exercism: exit 0 whatever the tests say, and an answer in any case -----------------------------------------


@pytest.fixture
def solve(run, tmp_path):
    """Run the test runner on a solution."""
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "in" / "bounded_buffer.py").write_text("class BoundedBuffer: ...\n", encoding="utf-8")

    def go(slug="bounded-buffer", limit=None, **how):
        (script, _) = exercism([], "")
        if limit is not None:
            script = ExportedFile("run.sh", filled("exercism-run.sh", limit=limit, schedules=1, seconds=1))
        program = tmp_path / "run.sh"
        program.write_text(script.text, encoding="utf-8")
        program.chmod(0o755)
        done = run(program, slug, f"{tmp_path}/in/", f"{tmp_path}/out/", **how)
        assert done.returncode == 0, done.stderr
        return json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))

    return go


@pytest.mark.parametrize("code", [0, 1])
def test_exercism_gets_the_results_whatever_the_tests_say(solve, tmp_path, code):
    assert solve(code=code) == {"made": "by kata"}
    assert after("--export", words(tmp_path)) == "exercism"
    assert graded_files(tmp_path) == ["./solution/bounded_buffer.py"]
    assert 'katas = ["bounded_buffer"]' in (tmp_path / "record.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"fake": "fail"}, "The test runner failed, and not the solution."),
        ({"fake": "fail", "slug": "event"}, "The solution has no file with the name of the exercise."),
        ({"fake": "sleep", "limit": 1}, "The tests did not end within 1 seconds."),
    ],
)
def test_exercism_gets_an_error_with_a_message_if_there_are_no_results(solve, how, expected):
    assert solve(**how) == {"version": 3, "status": "error", "message": expected, "tests": []}


# -- Gradescope's setup ------------------------------------------------------------------------------------------


def test_an_old_python_is_refused_in_a_sentence(tmp_path):
    write_export(tmp_path / "source", gradescope([], SETTINGS))
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\n[ "$1" != -c ]\n', encoding="utf-8")
    old.chmod(0o755)
    for name in ("bash", "env"):
        (old.parent / name).symlink_to(shutil.which(name) or name)
    done = subprocess.run(
        [str(tmp_path / "source" / "setup.sh")], env={"PATH": str(old.parent), "AUTOGRADER_ROOT": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1, "Python 3.11 or newer is needed: choose Ubuntu 24.04 as the base image of the autograder\n",
    )  # fmt: skip
