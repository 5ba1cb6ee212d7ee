"""The table of a class."""

import csv
from datetime import UTC, datetime
from io import StringIO

from harness.answers.grades import Grade, GradeStatus, KataGrade, Lateness
from harness.answers.submission_notes import SubmissionNote
from harness.answers.submission_notes import SubmissionNoteKind as Kind
from harness.classroom.table import number, scores_csv
from harness.verdict import Verdict


def rows(katas, grades):
    return list(csv.DictReader(StringIO(scores_csv(katas, grades))))


def test_a_row_for_each_student(judged_file):
    good = KataGrade("counter", GradeStatus.GRADED, 10.0, 10.0, {}, judged_file(verdicts=(Verdict.PASS,)))
    bad = KataGrade("counter", GradeStatus.GRADED, 3.333, 10.0, {}, judged_file())
    stub = KataGrade("counter", GradeStatus.UNFINISHED, None, 10.0, {}, judged_file(status=GradeStatus.UNFINISHED))
    when = datetime(2026, 12, 1, tzinfo=UTC)
    notes = SubmissionNote(Kind.NOT_IN_ROSTER), SubmissionNote(Kind.NO_PYTHON, "a.txt")
    found = rows(
        ["counter"],
        [
            Grade("ann", "Ann", (good,), 10.0, 10.0),
            Grade("bob", "", (bad,), 3.0, 10.0, when, Lateness(1, 10.0), ("eve", "zoe"), notes),
            Grade("eve", "", (stub,), None, 10.0),
        ],
    )
    assert found[0] == {
        "student": "ann", "name": "Ann", "points": "10", "most": "10", "status": "graded", "submitted": "",
        "days_late": "0", "percent_deducted": "0", "counter": "10", "counter status": "graded",
        "counter verdict": "pass", "counter clause": "", "counter replay": "", "identical": "", "notes": "",
    }  # fmt: skip
    assert found[1]["counter"] == "3.33"
    assert (found[1]["counter verdict"], found[1]["counter clause"], found[1]["counter replay"]) == (
        "wrong",
        "test_2",
        "k1:x",
    )
    assert (found[1]["submitted"], found[1]["identical"]) == ("2026-12-01T00:00:00+00:00", "eve (counter); zoe")
    assert (found[2]["points"], found[2]["status"], found[2]["counter"]) == ("", "unfinished", "")


def test_parts_that_are_missing_show_in_the_status(judged_file):
    good = KataGrade("counter", GradeStatus.GRADED, 10.0, 10.0, {}, judged_file(verdicts=(Verdict.PASS,)))
    none = KataGrade("latch", GradeStatus.MISSING, None, 10.0)
    error = KataGrade("counter", GradeStatus.ERROR, None, 10.0, {}, judged_file(status=GradeStatus.ERROR))
    found = rows(["counter", "latch"], [
        Grade("ann", "", (good, none), 10.0, 20.0),
        Grade("bob", "", (error, none), None, 20.0),
    ])  # fmt: skip
    assert [one["status"] for one in found] == ["partly graded", "not graded"]


def test_no_text_of_a_student_is_a_formula():
    names = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a\nb")
    found = rows([], [Grade(name, name, (), None, 0.0) for name in names])
    assert [one["name"] for one in found] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", " =1", "a b"]


def test_numbers_have_no_needless_places():
    assert [number(one) for one in (None, 0.0, 10.0, 7.5, 2.345)] == ["", "0", "10", "7.5", "2.35"]
