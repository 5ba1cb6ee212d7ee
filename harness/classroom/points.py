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
    most = round(worth.points, PLACES)
    if file is None:
        return KataGrade(kata, GradeStatus.MISSING, None, most)
    if file.status is not GradeStatus.GRADED:
        return KataGrade(kata, file.status, None, most, {}, file, name)
    weights = {clause.test: worth.weights.get(clause.test, 1.0) for clause in file.clauses}
    shares = shared_out(most, weights)
    passed = [clause.test for clause in file.clauses if clause.verdict is Verdict.PASS]
    # of the shares as they are shown, so that whoever adds them up comes to the same points
    points = round(math.fsum(shares[test] for test in passed), PLACES)
    return KataGrade(
        kata, GradeStatus.GRADED, points, most,
        {test: (share if test in passed else 0.0, share) for test, share in shares.items()}, file, name,
    )  # fmt: skip


def shared_out(points: float, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the points of each clause, in hundredths of a point, which add up to the points of the kata exactly.

    The hundredths that rounding down leaves over go to the clauses with the largest remainders (Hamilton's method);
    among equal ones, to those that come first in the contract.

    Args:
        points: of the kata.
        weights: of its clauses.
    """
    whole, parts = math.fsum(weights.values()), 10**PLACES
    hundredths = round(points * parts)
    exact = {test: hundredths * weight / whole for test, weight in weights.items()}
    found = {test: math.floor(share) for test, share in exact.items()}
    left = hundredths - sum(found.values())
    for test in sorted(exact, key=lambda test: found[test] - exact[test])[:left]:
        found[test] += 1
    return {test: count / parts for test, count in found.items()}


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
