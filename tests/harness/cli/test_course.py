"""``kata list``, ``kata next`` and ``kata hint``: what they say, and to whom."""

import json
import os
import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.cli.list_ import table
from harness.course.content.catalogue import catalogue, find_root
from harness.course.content.syllabus import FILE as COURSE
from harness.course.learner.progress import KataState, record
from harness.course.learner.progress_file import FILE
from harness.result import Result
from harness.verdict import Verdict

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
PASSED, USAGE = 0, 2

ORDER = """
[bell]
concept = "ringing"
needs = []

[tally]
concept = "lost update"
needs = ["bell"]
"""

HINTS = """
[wrong]
place = "Where is the number read, and where is it written?"
idea = "Reading and writing belong together."
reading = "Somebody else wrote in between."

[deadlock]
place = "Who has the lock?"
idea = ""
reading = "Nobody gives it back."
"""


@pytest.fixture
def course(project):
    """Two katas in an order, one of them with hints."""
    project.add_bell()
    project.write(COURSE, ORDER)
    project.write("harness/course/hints/tally.toml", HINTS)
    return project


def got(project, name, verdict, test=None, **words):
    """As if ``kata check`` had just judged the learner's file."""
    kata = catalogue(project.path)[name]
    record(kata, kata.stub, Result(verdict, "A sentence.", test=test, **words))


def same_as_snapshot(name, text):
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get(WRITE):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


# -- list ------------------------------------------------------------------------------------------------


def test_the_table_of_the_course(course):
    for number, name in enumerate(("anchor", "chain", "drum", "echo")):
        course.write(f"katas/{name}.py", course.right + "#" * number)
        course.write(f"tests/katas/test_{name}.py", (course.path / "tests/katas/test_tally.py").read_text())
    got(course, "bell", Verdict.PASS, schedules=1, exhaustive=True)
    got(course, "anchor", Verdict.PASS, schedules=12_345)
    got(course, "chain", Verdict.DEADLOCK, "test_two_threads_make_two_marks")
    got(course, "drum", Verdict.PASS, schedules=60, engine="stress")
    course.write("katas/drum.py", course.racy)
    (course.path / "katas/echo.py").unlink()
    done = course.kata("list")
    assert done.exit_code == PASSED
    assert done.stderr == ""
    same_as_snapshot("list", done.stdout)


def test_the_course_fits_into_80_columns(monkeypatch, tmp_path):
    root = Path(__file__).resolve().parents[3]
    monkeypatch.chdir(root)
    monkeypatch.setattr("harness.course.learner.progress_file.FILE", tmp_path / "progress.json")
    for kata in catalogue(root).values():
        record(kata, kata.stub, Result(Verdict.PASS, "A sentence.", schedules=20_000))
    done = CliRunner().invoke(app, ["list"], catch_exceptions=False)
    lines = done.stdout.splitlines()
    assert (
        len(re.findall(r"  (?:easy  |medium|hard  )  \d\d min  not begun$", done.stdout, re.MULTILINE))
        == len(lines) - 4
    )
    assert max(len(line) for line in lines) <= 80
    assert "…" not in done.stdout


def test_the_list_as_json(course):
    got(course, "bell", Verdict.WRONG, "test_it_rings")
    done = course.kata("list", "--json")
    report = json.loads(done.stdout)
    assert report["schema"] == "kata-list/1"
    bell, tally = report["katas"]
    assert bell == {
        "name": "bell",
        "concept": "ringing",
        "difficulty": None,
        "minutes": None,
        "needs": [],
        "state": "begun",
        "verdict": "wrong",
        "test": "test_it_rings",
        "best": {"held": 0, "clauses": 1, "tried": 0, "engine": "explore", "proved": False},
        "repairs": {"mended": 0, "all": 0},
    }
    assert (tally["state"], tally["verdict"], tally["best"], tally["needs"]) == ("not begun", None, None, ["bell"])


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["next"]])
def test_damaged_progress_is_said_beside_the_answer_and_once(course, command):
    course.write(FILE, "half a fi")
    first, second = course.kata(*command), course.kata(*command)
    assert first.exit_code == second.exit_code == PASSED
    assert first.stderr.startswith("kata: .kata/progress.json is damaged")
    assert second.stderr == ""
    assert first.stdout == second.stdout


def test_a_long_title_gives_way_to_what_counts(project):
    project.write("katas/tally.py", '"""' + "Tally marks " * 20 + '"""\n\n\nclass Tally: ...\n')
    lines = project.kata("list").stdout.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert lines[2].startswith("tally  Tally marks Tally")
    assert "…  begun" in lines[2]


def test_on_a_narrow_terminal_columns_give_way():
    all_passed = Mock(state=lambda _: KataState.PASSED, entry=lambda _: Mock(best="1,255 schedules, and some"))
    katas = list(catalogue(find_root()).values())
    heads = {
        110: ["kata", "concept", "level", "time", "state", "best", "result"],
        80: ["kata", "concept", "level", "time", "state"],
        60: ["kata", "concept", "level", "time", "state"],
        52: ["kata", "level", "time", "state"],
        40: ["kata", "state"],
        30: ["kata", "state"],
    }
    for width, head in heads.items():
        first, _, *lines = table(katas, all_passed, width=width).splitlines()
        assert first.split() == head
        assert max(len(line) for line in lines) <= width
    assert lines[-1].split() == ["upgradeable_lock", "passed"]


# -- next ------------------------------------------------------------------------------------------------


def test_next_says_which_and_why(course):
    assert course.kata("next").stdout == (
        "bell: ringing\n"
        "the first kata that is not passed yet; begun, but not judged since its last change\n"
        "edit katas/bell.py, then kata check bell\n"
    )
    got(course, "bell", Verdict.WRONG, "test_it_rings")
    assert course.kata("next").stdout.splitlines()[1] == (
        "the first kata that is not passed yet; begun, and the last verdict was wrong: kata hint bell"
    )
    got(course, "bell", Verdict.PASS, schedules=5)
    assert course.kata("next").stdout == (
        "tally: lost update\n"
        "the first kata that is not passed yet; it builds on bell\n"
        "edit katas/tally.py, then kata check tally\n"
    )
    course.write("katas/tally.py", course.right)
    got(course, "tally", Verdict.PASS, schedules=5)
    done = course.kata("next")
    assert (done.exit_code, done.stdout) == (PASSED, "all 2 katas are passed\n")


def test_next_says_so_if_the_file_is_missing(course):
    (course.path / "katas/bell.py").unlink()
    assert course.kata("next").stdout.splitlines()[1] == ("the first kata that is not passed yet; its file is missing")


def test_next_says_so_if_needs_go_round_in_a_circle(course):
    course.write(COURSE, ORDER.replace("needs = []", 'needs = ["tally"]'))
    assert "though it needs tally, which need it in turn" in course.kata("next").stdout


# -- hint ------------------------------------------------------------------------------------------------


def test_hints_for_the_last_verdict_come_a_level_at_a_time(course):
    course.write("katas/tally.py", course.right)  # it makes a lock: see test_failure_hints.py
    got(course, "tally", Verdict.WRONG, "test_two_threads_make_two_marks")
    one, two, three = (course.kata("hint", "tally", "--level", str(level)) for level in (1, 2, 3))
    assert one.stdout == course.kata("hint", "tally").stdout
    assert one.stdout == (
        "tally, wrong\n\n"
        "where to look\n"
        "  Where is the number read, and where is it written?\n\n"
        "more: kata hint tally --level 2\n"
    )
    assert "belong together" in two.stdout
    assert "in between" not in two.stdout
    assert "in between" in three.stdout
    assert three.stdout.endswith("in between.\n\nthis was the last hint; kata explain wrong explains the verdict\n")
    assert [done.exit_code for done in (one, two, three)] == [PASSED] * 3


def test_hints_for_a_verdict_of_ones_choice(course):
    done = course.kata("hint", "tally", "--verdict", "deadlock")
    assert done.stdout.startswith("tally, deadlock\n\nwhere to look\n  Who has the lock?\n")
    assert done.stdout.endswith("\nmore: kata hint tally --verdict deadlock --level 2\n")


def test_a_hint_says_if_the_file_is_another_one_by_now(course):
    got(course, "tally", Verdict.WRONG, "test_two_threads_make_two_marks")
    course.write("katas/tally.py", course.right)
    first = course.kata("hint", "tally").stdout.splitlines()[0]
    assert first == "tally, wrong, when it was last judged; katas/tally.py has changed since then"
    assert course.kata("hint", "tally", "--verdict", "wrong").stdout.splitlines()[0] == "tally, wrong"


WHICH = "or choose a verdict with --verdict: wrong, deadlock\n"


@pytest.mark.parametrize(
    ("verdict", "words", "sentence"),
    [
        (None, [], f"there is no result of tally yet; run kata check tally, {WHICH}"),
        (Verdict.PASS, [], f"tally passed its last check; check it again, {WHICH}"),
        (Verdict.HANG, [], f"tally has no hints for hang, its last verdict; read its report, {WHICH}"),
        (None, ["--verdict", "wrog"], "tally has no hints for 'wrog'; did you mean 'wrong'?\n"),
        (None, ["--verdict", "leak"], "tally has no hints for 'leak'; there are: wrong, deadlock\n"),
    ],
)
def test_without_a_hint_there_is_a_sentence_and_never_a_question_to_answer(course, verdict, words, sentence):
    if verdict is not None:
        got(course, "tally", verdict)
    done = course.kata("hint", "tally", *words)
    assert (done.exit_code, done.stdout, done.stderr) == (USAGE, "", f"kata: {sentence}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "there are no hints for tally"),
        ("", "there are no hints for tally"),
        ("[wrong\n", "hints/tally.toml cannot be read: "),
        ("wrong = 3\n", "hints/tally.toml: wrong must be a table of texts"),
        ("[wrong]\nplace = 3\n", "hints/tally.toml: wrong must be a table of texts"),
    ],
)
def test_hints_that_cannot_be_read_are_said_in_a_sentence(course, text, sentence):
    file = course.path / "harness/course/hints/tally.toml"
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    done = course.kata("hint", "tally", "--verdict", "wrong")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr.startswith(f"kata: {sentence}")


def test_without_a_name_the_hint_is_for_the_next_kata(course):
    got(course, "bell", Verdict.PASS, schedules=5)
    course.write("katas/tally.py", course.racy)
    got(course, "tally", Verdict.WRONG, "test_two_threads_make_two_marks")
    assert course.kata("hint").stdout == course.kata("hint", "tally").stdout
    course.write("katas/tally.py", course.right)
    got(course, "tally", Verdict.PASS, schedules=5)
    done = course.kata("hint")
    assert (done.exit_code, done.stderr) == (USAGE, "kata: all katas are passed; kata hint NAME shows hints for one\n")


def test_hints_of_a_kata_that_is_not_there(course):
    done = course.kata("hint", "taly")
    assert done.exit_code == USAGE
    assert "did you mean 'tally'?" in done.stderr
    assert course.kata("hint", "tally", "--level", "4").exit_code == USAGE
