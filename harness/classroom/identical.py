"""Identical files: which students have handed in the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..answers.grades import GradeStatus, JudgedFile
from .submission import Submission


def identical_students(
    submissions: Sequence[Submission], judged: Mapping[str, Mapping[str, JudgedFile]]
) -> dict[str, tuple[str, ...]]:
    """Return, by student, the others of whom a file is the same; stubs do not count.

    Args:
        submissions: of the class.
        judged: by student and kata.
    """
    owners: dict[tuple[str, str], list[str]] = {}
    for one in submissions:
        for kata in one.files:
            file = judged[one.student].get(kata)
            if file is not None and file.status is not GradeStatus.UNFINISHED:
                owners.setdefault((kata, file.source), []).append(one.student)
    found: dict[str, set[str]] = {}
    for students in owners.values():
        if len(students) > 1:
            for student in students:
                found.setdefault(student, set()).update(students)
    return {student: tuple(sorted(others - {student})) for student, others in found.items()}
