"""grading.toml: what it may say, and the sentence for what it may not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.classroom.settings import Assignment, LatePolicy, read_assignment, template
from harness.course.content.catalogue import catalogue
from harness.errors import UsageError

ROOT = Path(__file__).parents[3]
KATAS = catalogue(ROOT)
CLAUSE = KATAS["counter"].clauses[0]


def read(tmp_path, text):
    file = tmp_path / "grading.toml"
    file.write_text(text, encoding="utf-8")
    return read_assignment(file, KATAS, Path("homework"))


def test_without_a_file_all_katas_are_graded():
    found = read_assignment(None, KATAS, Path("homework"))
    assert found.title == "homework"
    assert list(found.katas) == list(KATAS)


def test_the_template_says_the_usual_settings(tmp_path):
    found = read(tmp_path, template(KATAS))
    assert found == Assignment("Concurrency katas", read_assignment(None, KATAS, Path("x")).katas)


def test_the_commented_lines_of_the_template_are_right(tmp_path):
    text = template(KATAS)
    live = "\n".join(line.removeprefix("# ") if line.startswith("# ") and line[2:3] in "[dgpmN" else line
                     for line in text.splitlines()[1:])  # fmt: skip
    live = live.replace("NAME_OF_A_CLAUSE", CLAUSE)
    found = read(tmp_path, live)
    assert found.late.percent == 10
    assert found.katas["counter"].points == 40
    assert found.katas["counter"].weights == {CLAUSE: 2}


def test_everything(tmp_path):
    found = read(
        tmp_path,
        f"""
        [grading]
        title = "Week 3"
        katas = ["latch", "counter"]
        points = 5
        schedules = 50
        seconds = 30
        seed = 7
        engine = "both"
        [late]
        due = 2026-12-01T12:00:00Z
        grace_minutes = 10
        percent_per_day = 20
        most_percent = 60
        [kata.counter]
        points = 8.5
        [kata.counter.weights]
        {CLAUSE} = 0
        """,
    )
    assert list(found.katas) == ["latch", "counter"]
    assert found.katas["latch"].points == 5
    assert found.katas["counter"].points == 8.5
    assert found.katas["counter"].weights == {CLAUSE: 0}
    assert found.late == LatePolicy(datetime(2026, 12, 1, 12, tzinfo=UTC), 10, 20, 60)
    assert (found.schedules, found.seconds, found.seed, found.engine) == (50, 30, 7, "both")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[grading", "is no TOML"),
        ("[gradin]", "gradin means nothing; did you mean 'grading'?"),
        ("[grading]\npoint = 3", "grading.point means nothing; did you mean 'points'?"),
        ("[grading]\nkatas = []", "grading.katas must be a list"),
        ('[grading]\nkatas = ["countr"]', "grading.katas there is no kata 'countr'"),
        ('[grading]\nkatas = ["counter", "counter"]', "has a kata twice"),
        ("[grading]\nschedules = 1.5", "grading.schedules must be a whole number, not 1.5"),
        ("[grading]\nschedules = 0", "grading.schedules must be at least 1, not 0"),
        ("[grading]\nseed = true", "grading.seed must be a whole number, not True"),
        ("[grading]\npoints = -1", "grading.points must be from 0 to 1,000,000, not -1"),
        ("[grading]\npoints = 1e308", "grading.points must be from 0 to 1,000,000, not 1e+308"),
        ("[kata.counter]\npoints = 1000001", "kata.counter.points must be from 0 to 1,000,000, not 1000001"),
        (f"[kata.counter.weights]\n{CLAUSE} = 1e308", f"weights.{CLAUSE} must be from 0 to 1,000,000, not 1e+308"),
        ("[grading]\npoints = inf", "grading.points must be a number"),
        ('[grading]\nengine = "stress"', "grading.engine must be explore or both, not 'stress'"),
        ('[grading]\ntitle = ""', "grading.title must be a text"),
        ("grading = 3", "grading must be a table"),
        ("[late]\ndue = 2026-12-01T12:00:00", "with an offset"),
        ("[late]\npercent_per_day = 5", "late needs due"),
        ("[late]\ndue = 2026-12-01T12:00:00Z\npercent_per_day = 101", "must be from 0 to 100"),
        ('[grading]\nkatas = ["latch"]\n[kata.counter]\npoints = 3', "kata.counter is not one of grading.katas"),
        ("[kata.counter.weights]\ntest_nothing = 2", "kata.counter.weights.test_nothing means nothing"),
        ("[kata.counter]\nweights = 3", "kata.counter.weights must be a table"),
    ],
)
def test_what_means_nothing_gets_a_sentence(tmp_path, text, words):
    with pytest.raises(UsageError) as raised:
        read(tmp_path, text)
    assert words in str(raised.value)
    assert "grading.toml" in str(raised.value)


def test_weights_that_leave_nothing_are_refused(tmp_path):
    weights = "\n".join(f"{clause} = 0" for clause in KATAS["counter"].clauses)
    with pytest.raises(UsageError, match="give no clause any weight"):
        read(tmp_path, f"[kata.counter.weights]\n{weights}")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_assignment(tmp_path / "none.toml", KATAS, Path("x"))
