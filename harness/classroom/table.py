"""The CSV file of a class: a row for each student. It depends on nothing but the files and the settings."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from ..answers.grades import Grade, GradeStatus
from ..report.sentences.submission_notes import submission_note

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""


def scores_csv(katas: Sequence[str], grades: Sequence[Grade]) -> str:
    """Return the table as text.

    Args:
        katas: of the assignment, in order.
        grades: a row each.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    head = ["student", "name", "points", "most", "status", "submitted", "days_late", "percent_deducted"]
    for kata in katas:
        head += [kata, f"{kata} status", f"{kata} verdict", f"{kata} clause", f"{kata} replay"]
    table.writerow([*head, "identical", "notes"])
    by_student = {grade.student: grade for grade in grades}
    for grade in grades:
        same = [_identical(grade, other, by_student.get(other)) for other in grade.identical]
        table.writerow(
            [_cell(one) for one in [*_row(grade), "; ".join(same), "; ".join(map(submission_note, grade.notes))]]
        )
    return text.getvalue()


def _row(grade: Grade) -> list[str]:
    ungraded = [one.status for one in grade.katas if one.status is not GradeStatus.GRADED]
    status = "graded" if not ungraded else "partly graded" if grade.points is not None else str(ungraded[0])
    if len(set(ungraded)) > 1 and grade.points is None:
        status = "not graded"
    row = [
        grade.student,
        grade.name,
        number(grade.points),
        number(grade.most),
        status,
        grade.submitted.isoformat() if grade.submitted is not None else "",
        str(grade.lateness.days),
        number(grade.lateness.percent),
    ]
    for one in grade.katas:
        failing = one.file.failing if one.file is not None else ()
        first = failing[0] if failing else None
        passed = one.status is GradeStatus.GRADED and first is None
        verdict = str(first.verdict) if first is not None else "pass" if passed else ""
        replay = (first.replay or "") if first is not None else ""
        row += [number(one.points), str(one.status), verdict, first.test if first is not None else "", replay]
    return row


def _identical(grade: Grade, student: str, other: Grade | None) -> str:
    """Return another student's identity with the katas of which both have the same file: ``bob (counter)``."""
    sources = {(one.kata, one.file.source) for one in grade.katas if one.file is not None}
    theirs = other.katas if other is not None else ()
    katas = [one.kata for one in theirs if one.file is not None and (one.kata, one.file.source) in sources]
    return f"{student} ({', '.join(katas)})" if katas else student


def number(value: float | None) -> str:
    """Return points as text: without decimal places that are zero; "" for none."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: names and notes come from students."""
    shown = "".join(one if one.isprintable() else " " for one in text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
