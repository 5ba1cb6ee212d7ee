"""The ``results.json`` of a PrairieLearn external grader.

Format: PrairieLearn, docs/externalGrading.md. ``score`` is a part of one, and the file has at most 1 MB. With
``"gradable": false`` no attempt and no point is lost: so it is if no kata has points, if a file cannot be judged, and
if the grader failed. A stub or a missing file among katas with points is graded with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....answers.grades import Grade, GradeStatus
from ...sentences.grades import status_sentence
from .graded_tests import GradedTest, dumped, graded_tests, summary

MOST_BYTES = 1_000_000
LONGEST_TEXT = 4_000
"""Characters of a test's message to begin with; they are halved until the file is small enough."""
SHORTEST_TEXT = 100
INVALID = (GradeStatus.ERROR, GradeStatus.NOT_GRADABLE)


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the text of the file; PrairieLearn knows the student, so nothing of the environment is needed."""
    del environment
    longest = LONGEST_TEXT
    while True:
        text = dumped(_results(grade, longest))
        if len(text.encode()) <= MOST_BYTES or longest <= SHORTEST_TEXT:
            return text
        longest //= 2


def gradable(grade: Grade) -> bool:
    """True if the submission has a score that may cost an attempt."""
    return grade.points is not None and all(kata.status not in INVALID for kata in grade.katas)


def _results(grade: Grade, longest: int) -> dict[str, Any]:
    found: dict[str, Any] = {"gradable": gradable(grade)}
    if gradable(grade):
        part = (grade.points or 0.0) / grade.most if grade.most else 0.0
        found["score"] = min(max(round(part, 6), 0.0), 1.0)
    else:
        reasons = (status_sentence(kata) for kata in grade.katas if kata.status is not GradeStatus.GRADED)
        found["format_errors"] = [reason[:longest] for reason in reasons]
    found["message"] = summary(grade)[:longest]
    found["tests"] = [_test(test, longest) for test in graded_tests(grade) if test.clause is not None]
    return found


def _test(test: GradedTest, longest: int) -> dict[str, Any]:
    return {
        "name": test.name,
        "points": round(test.points or 0.0, 6),
        "max_points": round(test.most or 0.0, 6),
        "message": test.text(longest),
    }
