"""The points of a submission: from judged files, weights and lateness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from ..answers.grades import Grade, GradeStatus, JudgedFile, KataGrade, Lateness
from ..verdict import Verdict
from .settings import Assignment, KataPoints, LatePolicy
from .submission import Submission

DAY = 24 * 60 * 60
PLACES = 2
"""Decimal places of points."""


def grade_of(
    submission: Submission,
    judged: Mapping[str, JudgedFile],
    assignment: Assignment,
    identical: Sequence[str] = (),
) -> Grade:
    """Return the grade of a submission.

    Args:
        submission: the files of one student.
        judged: by kata, those of the files that were judged.
        assignment: points, weights and deadline.
        identical: other students who have handed in one of the same files.
    """
    late = lateness(assignment.late, submission.submitted, marked=submission.marked_late)
    katas = tuple(
        kata_grade(name, points, judged.get(name), submission.names.get(name, ""))
        for name, points in assignment.katas.items()
    )
    reached = [one.points for one in katas if one.points is not None]
    points = round(sum(reached) * (100 - late.percent) / 100, PLACES) if reached else None
    most = round(sum(one.most for one in katas), PLACES)
    return Grade(
        submission.student, submission.name, katas, points, most, submission.submitted, late,
        tuple(identical), submission.notes,
    )  # fmt: skip


def kata_grade(kata: str, worth: KataPoints, file: JudgedFile | None, name: str) -> KataGrade:
    """Return the points of one kata.

    Args:
        kata: its name.
        worth: its points and weights.
        file: the judged file; None if the student has handed in none.
        name: of the file in the submission.
    """
    if file is None:
        return KataGrade(kata, GradeStatus.MISSING, None, worth.points)
    if file.status is not GradeStatus.GRADED:
        return KataGrade(kata, file.status, None, worth.points, {}, file, name)
    weights = {clause.test: worth.weights.get(clause.test, 1.0) for clause in file.clauses}
    whole = math.fsum(weights.values())
    passed = [clause.test for clause in file.clauses if clause.verdict is Verdict.PASS]
    each = {test: round(worth.points * weight / whole, PLACES) for test, weight in weights.items()}
    # of the weights, not of rounded points: all clauses together are worth exactly the points of the kata
    points = round(worth.points * math.fsum(weights[test] for test in passed) / whole, PLACES)
    return KataGrade(
        kata, GradeStatus.GRADED, points, worth.points,
        {test: (most if test in passed else 0.0, most) for test, most in each.items()}, file, name,
    )  # fmt: skip


def lateness(policy: LatePolicy, submitted: datetime | None, *, marked: bool = False) -> Lateness:
    """Return how late something came.

    Args:
        policy: the deadline, and what lateness costs.
        submitted: when it came; None if that is not known.
        marked: the platform says that it is late.
    """
    if policy.due is None:
        return Lateness()
    if submitted is None:
        days = 1 if marked else 0
        return Lateness(days, min(policy.percent * days, policy.most), marked)
    seconds = (submitted - policy.due).total_seconds()
    days = math.ceil(seconds / DAY) if seconds > policy.grace * 60 else 0
    return Lateness(days, min(policy.percent * days, policy.most))
