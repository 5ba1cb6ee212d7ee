"""Grades made by hand: each status, each kind of text that a student can bring in, and a class of twelve."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from harness.answers.grades import (
    ClassGrades,
    Grade,
    GradeStatus,
    JudgedClause,
    JudgedFile,
    KataGrade,
    Lateness,
    Misconception,
)
from harness.answers.submission_notes import SubmissionNote, SubmissionNoteKind
from harness.verdict import Verdict

WITHOUT_POINTS = [status for status in GradeStatus if status is not GradeStatus.GRADED]
TOKEN = "k1:bounded_buffer:test_a_full_buffer_makes_put_wait:0.12.1:7f3a"
STUCK = JudgedClause(
    "test_a_full_buffer_makes_put_wait",
    Verdict.STUCK,
    "producer-2 waits for not_full, and no thread is left to wake it.",
    line=17,
    replay=TOKEN,
    schedules=12,
)
PASSED = JudgedClause("test_items_come_out_in_the_order_they_went_in", Verdict.PASS, schedules=1_000)
FORBIDDEN = JudgedClause("test_an_empty_buffer_makes_get_wait", Verdict.FORBIDDEN, "It uses queue.", line=3)
NASTY = '</pre><script>alert(1)</script> & "x" \x1b[31mred\x1b[0m \x00 \ud800 \uffff ::error::no %0A ]]> \u202e'
"""Markup, terminal escapes, characters that XML does not have, a workflow command, and a change of direction."""
IN_TIME = Lateness()
WHEN = datetime(2026, 11, 30, 22, 15, tzinfo=UTC)


def kata_grade(
    kata="bounded_buffer",
    clauses=(PASSED, STUCK),
    *,
    each=2.0,
    output="",
    page="",
    seconds=3.25,
    refused=False,
    source="",
    attempts=1,
):
    """The points of a kata that was judged: each clause that passes has the same."""
    results = [{"test": clause.test, "output": output} for clause in clauses if clause.verdict is not Verdict.PASS]
    report = {"schema": "kata-report/1", "results": results[:1]}
    file = JudgedFile(
        kata, source or f"sha-{kata}-{len(clauses)}", GradeStatus.GRADED, tuple(clauses), report=report, page=page,
        refused=refused, attempts=attempts, seconds=seconds,
    )  # fmt: skip
    points = {one.test: (each if one.verdict is Verdict.PASS else 0.0, each) for one in clauses}
    total = sum(got for got, _ in points.values())
    return KataGrade(kata, GradeStatus.GRADED, total, each * len(clauses), points, file, f"{kata}.py")


def without_points(
    status, kata="event", message="event.py line 3 is not valid Python: invalid syntax.", most=4.0, attempts=1
):
    """The entry of a kata that has no points."""
    if status is GradeStatus.MISSING:
        return KataGrade(kata, status, None, most)
    said = "" if status is GradeStatus.UNFINISHED else message
    file = JudgedFile(kata, f"sha-{kata}-{status}", status, message=said, attempts=attempts)
    return KataGrade(kata, status, None, most, file=file, name=f"{kata}.py")


def grade(*katas, student="ada", name="Ada Lovelace", lateness=IN_TIME, **more):
    """The grade of a submission; its points are those of its katas, less the deduction."""
    with_points = [kata.points for kata in katas if kata.points is not None]
    points = sum(with_points) * (1 - lateness.percent / 100) if with_points else None
    most = sum(kata.most for kata in katas)
    return Grade(student, name, tuple(katas), points, most, WHEN, lateness, **more)


def nasty_grade():
    """A grade in which every text of a student is hostile."""
    clause = replace(STUCK, message=NASTY, replay="k1:x;rm -rf:\x1b")
    judged = replace(kata_grade(clauses=(PASSED, clause), output=NASTY), name=f"{NASTY}.py")
    broken = replace(without_points(GradeStatus.ERROR, message=NASTY), name=NASTY)
    return grade(
        judged,
        broken,
        student=NASTY,
        name=NASTY,
        identical=(NASTY,),
        notes=(SubmissionNote(SubmissionNoteKind.NO_PYTHON, NASTY),),
    )


# -- a class -------------------------------------------------------------------------------------------

NAMES = (
    "Ada Lovelace", "Edsger Dijkstra", "Barbara Liskov", "Tony Hoare", "Leslie Lamport", "Frances Allen",
    "Per Brinch Hansen", "Radia Perlman", "Robin Milner", "Grace Hopper", "Amir Pnueli", "Shafi Goldwasser",
)  # fmt: skip


def class_grades(page="", names=NAMES):
    """A class in which each thing that a report can say happens at least once."""
    hung = replace(STUCK, verdict=Verdict.HANG, message="The clause did not end within 10 seconds.", replay=None)
    passing = kata_grade(clauses=(PASSED, replace(STUCK, verdict=Verdict.PASS, message="", replay=None)))
    event = kata_grade("event", (replace(PASSED, test="test_set_wakes_all_waiters"),), each=4.0)
    katas = [
        (passing, event),
        (kata_grade(page=page), event),
        (kata_grade(), event),
        (kata_grade(source="twin"), event),
        (kata_grade(source="twin"), event),
        (passing, without_points(GradeStatus.UNFINISHED)),
        (passing, without_points(GradeStatus.ERROR)),
        (passing, without_points(GradeStatus.MISSING)),
        (
            passing,
            without_points(
                GradeStatus.NOT_GRADABLE,
                message="The grader failed 3 times on this file (BrokenProcessPool).",
                attempts=3,
            ),
        ),
        (kata_grade(clauses=(PASSED, hung), seconds=61.5), event),
        (kata_grade(clauses=(FORBIDDEN, STUCK), refused=True), event),
        (without_points(GradeStatus.MISSING, "bounded_buffer"), without_points(GradeStatus.MISSING)),
    ]
    grades = []
    for number, (mine, name) in enumerate(zip(katas, names, strict=True)):
        own = (mine[0], _with_source(mine[1], f"event of {number}"))
        lateness = {2: Lateness(2, 20.0), 3: Lateness(1, 10.0, marked=True)}.get(number, Lateness())
        more = {}
        if number in (3, 4):
            more["identical"] = (f"s{7 - number:02}",)
        if number == 7:
            more["notes"] = (SubmissionNote(SubmissionNoteKind.NO_KATA, "notes.txt"),)
        grades.append(grade(*own, student=f"s{number:02}", name=name, lateness=lateness, **more))
    common = Misconception(
        "bounded_buffer", STUCK.test, Verdict.STUCK, ("wakes_one_of_two",),
        ("One condition for both sides and notify(): the wake-up meant for a consumer reaches a producer.",),
        ("s01", "s02", "s03", "s04"),
    )  # fmt: skip
    others = (
        Misconception("bounded_buffer", hung.test, Verdict.HANG, (), (), ("s09",)),
        Misconception("bounded_buffer", FORBIDDEN.test, Verdict.FORBIDDEN, (), (), ("s10",)),
    )
    return ClassGrades("Week 3: buffers", ("bounded_buffer", "event"), tuple(grades), "bwrap", (common, *others))


def _with_source(kata, source):
    return replace(kata, file=replace(kata.file, source=source)) if kata.file is not None else kata
