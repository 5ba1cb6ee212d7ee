"""Identical files: which students have handed in the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..answers.grades import GradeStatus, JudgedFile
from .submission import Submission


def identical_students(
    submissions: Sequence[Submission], judged: Mapping[str, Mapping[str, JudgedFile]]
) -> dict[str, tuple[str, ...]]:
    """Return, by student, the others of whom a file is the same; stubs do not count, nor do those of one group.

    Args:
        submissions: of the class.
        judged: by student and kata.
    """
    owners: dict[tuple[str, str], list[Submission]] = {}
    for one in submissions:
        for kata in one.files:
            file = judged[one.student].get(kata)
            if file is not None and file.status is not GradeStatus.UNFINISHED:
                owners.setdefault((kata, file.source), []).append(one)
    found: dict[str, set[str]] = {}
    for owned in owners.values():
        for one in owned:
            others = {
                other.student for other in owned if other is not one and not (one.group and other.group == one.group)
            }
            if others:
                found.setdefault(one.student, set()).update(others)
    return {student: tuple(sorted(others)) for student, others in found.items()}
