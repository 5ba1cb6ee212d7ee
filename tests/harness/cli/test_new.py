"""``kata new``: a skeleton of all the files, which says itself what is still to be written."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness.course.catalogue import catalogue, is_stub
from harness.course.order import FILE as COURSE

PASSED, FAILED, USAGE = 0, 1, 2

WRITTEN = [
    "katas/water_clock.py",
    "tests/katas/test_water_clock.py",
    "solutions/water_clock.py",
    "tests/wrong/water_clock/what_goes_wrong.py",
    "tests/right/water_clock/another_way.py",
    "harness/course/hints/water_clock.toml",
    "harness/course/course.toml",
]


def files(project):
    return {path for path in project.path.rglob("*") if path.is_file()}


def test_it_writes_all_the_files_and_says_what_to_do_next(project):
    before = files(project)
    done = project.kata("new", "water_clock")
    assert done.exit_code == PASSED
    first = done.stdout.splitlines()
    assert first[: len(WRITTEN)] == [f"wrote {path}" for path in WRITTEN]
    assert files(project) - before == {project.path / path for path in WRITTEN}
    assert "kata verify water_clock" in done.stdout
    kata = catalogue(project.path)["water_clock"]
    assert is_stub(kata.stub)
    assert is_stub(kata.solution)
    assert kata.title == "Water clock."
    assert kata.public == ("WaterClock", "WaterClock.__init__()", "WaterClock.use()")


def test_the_new_kata_comes_last_and_the_course_keeps_its_text(project):
    text = '# An order.\n[tally]\nconcept = "marks"\nneeds = []\n'
    project.write(COURSE, text)
    project.kata("new", "water_clock")
    project.kata("new", "anchor")
    assert (project.path / COURSE).read_text(encoding="utf-8").startswith(text)
    assert list(catalogue(project.path)) == ["tally", "water_clock", "anchor"]


def test_the_skeleton_is_reported_as_unfinished_and_verify_names_what_is_missing(project):
    project.kata("new", "water_clock")
    code, (result,) = project.judged("water_clock")
    assert (code, result["verdict"]) == (PASSED, "unfinished")
    done = project.kata("verify", "water_clock", "--jobs", "1", "--schedules", "5")
    assert done.exit_code == FAILED
    for sentence in (
        "solutions/water_clock.py must pass: unfinished, water_clock is not implemented yet.",
        "right/water_clock/another_way.py must pass: unfinished, ",
        "wrong/water_clock/what_goes_wrong.py must fail as wrong, not as unfinished, ",
        "right/water_clock/ must hold 2 variants or more, not 1.",
        "wrong/water_clock/ must hold 4 variants or more, not 1.",
        "hints/water_clock.toml has no hints for wrong, which its wrong variants produce.",
        "water_clock has no table with a concept in harness/course/course.toml.",
    ):
        assert sentence in done.stdout


@pytest.mark.skipif(
    subprocess.run([sys.executable, "-m", "ruff", "--version"], capture_output=True, check=False).returncode != 0,
    reason="ruff is not installed",
)
def test_the_linters_have_nothing_to_say_of_it(project):
    project.kata("new", "water_clock")
    python = [path for path in WRITTEN if path.endswith(".py")]
    rules = str(Path(__file__).resolve().parents[3] / "pyproject.toml")
    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", rules, *python],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("tally", "there is a kata 'tally' already: katas/tally.py"),
        (
            "WaterClock",
            "'WaterClock' is no name for a kata: small letters, digits and single underscores; did you mean",
        ),
        ("water-clock", "; did you mean 'water_clock'?"),
        ("water clock", "; did you mean 'water_clock'?"),
        ("../tally", "; did you mean 'tally'?"),
        ("2nd", "is no name for a kata"),
        ("_x", "is no name for a kata"),
        ("a__b", "is no name for a kata"),
        ("", "'' is no name for a kata"),
        ("ünder", "is no name for a kata"),
        ("class", "'class' is a word of Python's own"),
        ("match", "'match' is a word of Python's own"),
        ("queue", "'queue' is a module of the standard library"),
        ("solutions", "'solutions' is what --against calls a folder"),
    ],
)
def test_a_name_that_is_taken_or_bad_is_refused_and_nothing_is_written(project, name, sentence):
    before = files(project)
    done = project.kata("new", name)
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr.startswith("kata: ")
    assert sentence in done.stderr
    assert files(project) == before


@pytest.mark.parametrize("path", WRITTEN[:-1])
def test_no_file_that_is_there_is_written_over(project, path):
    project.write(path, "precious\n")
    before = files(project)
    done = project.kata("new", "water_clock")
    assert done.exit_code == USAGE
    assert "there is a kata 'water_clock' already" in done.stderr
    assert files(project) == before
    assert (project.path / path).read_text(encoding="utf-8") == "precious\n"
