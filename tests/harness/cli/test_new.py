"""``kata new``: a skeleton of all the files, which says itself what is still to be written."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue, is_stub
from harness.course.content.syllabus import FILE as COURSE

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
        "right/water_clock/ must hold 2 or more variants, not 1.",
        "wrong/water_clock/ must hold 4 or more variants, not 1.",
        "hints/water_clock.toml has no hints for wrong, which a wrong variant declares.",
        "water_clock has no table with a concept in harness/course/course.toml.",
        "katas/water_clock.py: its docstring lacks a text of its own in place of the skeleton's.",
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
            "'WaterClock' is not a valid name for a kata: use lower-case letters, digits and single underscores",
        ),
        ("water-clock", "; did you mean 'water_clock'?"),
        ("water clock", "; did you mean 'water_clock'?"),
        ("../tally", "; did you mean 'tally'?"),
        ("2nd", "is not a valid name for a kata"),
        ("_x", "is not a valid name for a kata"),
        ("a__b", "is not a valid name for a kata"),
        ("", "'' is not a valid name for a kata"),
        ("ünder", "is not a valid name for a kata"),
        ("class", "'class' is a keyword of Python"),
        ("match", "'match' is a keyword of Python"),
        ("queue", "'queue' is a module of the standard library"),
        ("solutions", "'solutions' has a meaning for --against"),
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


STUB = '''"""Water clock.

Drops fall from two taps into one bowl, and somebody reads the mark.

The contract:

- `drip()` adds a drop, `mark()` says how many there are.

Allowed: Lock.
"""


class WaterClock:
    """A bowl."""

    def drip(self, drops: int = 1) -> None:
        raise NotImplementedError

    def mark(self) -> int:
        raise NotImplementedError
'''
CODE = STUB[STUB.index('"""\n\n\nclass') + len('"""\n') :]
DONE = CODE.replace("raise NotImplementedError", "return 0")
RIGHT = [f"tests/right/water_clock/{name}.py" for name in ("another_way", "another_way_2")]
WRONG = [f"tests/wrong/water_clock/what_goes_wrong{end}.py" for end in ("", "_2", "_3", "_4")]


def rest(project):
    done = project.kata("new", "water_clock", "--rest")
    return done.exit_code, done.stdout.splitlines(), done.stderr


def test_the_rest_follows_from_the_stub_and_then_from_the_solution(project):
    project.kata("new", "water_clock")
    project.write("katas/water_clock.py", STUB)
    solution = project.path / "solutions/water_clock.py"
    code, written, _ = rest(project)
    first = ("tests/katas/test_water_clock.py", "solutions/water_clock.py", *RIGHT)
    assert (code, written) == (PASSED, [f"wrote {path}" for path in first])
    assert catalogue(project.path)["water_clock"].clauses
    assert 'kata("water_clock", allow="Lock")' in (project.path / first[0]).read_text(encoding="utf-8")
    head = '"""Water clock: why this is right, in a sentence or two."""\n'
    assert solution.read_text(encoding="utf-8") == head + CODE
    assert [(project.path / path).read_text(encoding="utf-8").partition("\n")[0] for path in RIGHT] == ["# passes"] * 2
    assert all((project.path / path).read_text(encoding="utf-8").endswith(CODE) for path in RIGHT)

    code, written, said = rest(project)
    assert (code, written) == (USAGE, [])
    assert "there is nothing to fill in for water_clock yet; the wrong variants can be filled in when" in said

    solution.write_text(head + DONE, encoding="utf-8")
    code, written, _ = rest(project)
    assert (code, written) == (PASSED, [f"wrote {path}" for path in WRONG])
    for path in WRONG:
        text = (project.path / path).read_text(encoding="utf-8")
        assert text.startswith("# fails: wrong\n")
        assert text.endswith(DONE)
    assert rest(project)[0] == USAGE


def test_the_hints_get_a_table_for_each_verdict_and_keep_their_text(project):
    project.kata("new", "water_clock")
    file = project.path / "harness/course/hints/water_clock.toml"
    before = file.read_text(encoding="utf-8")
    for number, first in enumerate(("# fails: stuck", "# fails: wrong", "# fails: wrongly", "# passes")):
        project.write(f"tests/wrong/water_clock/{number}.py", f"{first}\n")
    assert "wrote harness/course/hints/water_clock.toml" in rest(project)[1]
    assert file.read_text(encoding="utf-8") == before + '\n[stuck]\nplace = ""\nidea = ""\nreading = ""\n'
    assert "wrote harness/course/hints/water_clock.toml" not in rest(project)[1]


def test_the_rest_of_a_solution_that_cannot_be_read(project):
    project.kata("new", "water_clock")
    project.write("solutions/water_clock.py", "class WaterClock(:\n")
    code, written, said = rest(project)
    assert (code, written) == (USAGE, [])
    assert said.startswith("kata: solutions/water_clock.py cannot be read: ")


def test_the_rest_leaves_alone_what_somebody_has_begun(project):
    project.kata("new", "water_clock")
    project.write("katas/water_clock.py", STUB)
    mine = {
        "solutions/water_clock.py": DONE.lstrip(),
        WRONG[0]: "# fails: stuck\n",
        "tests/right/water_clock/mine.py": "# passes\n",
    }
    for path, text in mine.items():
        project.write(path, text)
    code, written, _ = rest(project)
    assert (code, written) == (
        PASSED,
        [f"wrote {path}" for path in (WRITTEN[1], WRITTEN[5], RIGHT[0], *WRONG[1:])],
    )
    assert {path: (project.path / path).read_text(encoding="utf-8") for path in mine} == mine


def test_the_rest_of_a_kata_that_is_not_there_or_of_a_stub_that_is_none(project):
    before = files(project)
    assert project.kata("new", "taly", "--rest").stderr == "kata: there is no kata 'taly'; did you mean 'tally'?\n"
    project.write("katas/tally.py", project.right)
    code, _, said = rest(project)
    assert (code, "there is no kata 'water_clock'" in said) == (USAGE, True)
    done = project.kata("new", "tally", "--rest")
    assert (done.exit_code, "katas/tally.py must be a stub" in done.stderr) == (USAGE, True)
    assert files(project) == before
