"""Matches submissions with the students of a roster: by identity, then by login or email, then by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..answers.submission_notes import SubmissionNote
from ..answers.submission_notes import SubmissionNoteKind as Kind
from .roster import Student, folded
from .submission import Submission

_Level = tuple[Callable[[Student], Iterable[str]], Callable[[Submission], Iterable[str]]]
_LEVELS: tuple[_Level, ...] = (
    (lambda student: [student.student], lambda one: [one.student]),
    (lambda student: [folded(student.student)], lambda one: [folded(one.student)]),
    (lambda student: student.logins, lambda one: [folded(one.student)]),
    (lambda student: student.words, lambda one: [folded(one.student), folded(one.name)]),
    (lambda student: [folded(student.name)], lambda one: [folded(one.student), folded(one.name)]),
)
"""The texts of which a student and a submission must share one to fit, from the surest on."""


@dataclass
class _Matches:
    """The submission of each student, while they are matched.

    Attributes:
        taken: by the student's identity.
        rivals: other submissions that fit a student who has one, by the student's identity.
        several: by a submission's identity, the students whom it fits equally well.
    """

    taken: dict[str, Submission] = field(default_factory=dict)
    rivals: dict[str, list[Submission]] = field(default_factory=lambda: defaultdict(list))
    several: dict[str, list[Student]] = field(default_factory=dict)


def with_roster(submissions: Sequence[Submission], roster: Sequence[Student]) -> list[Submission]:
    """Return the submissions with the roster's names and times, and an empty one for each student without any."""
    if not roster:
        return _with_spellings(submissions)
    found = _matches(submissions, roster)
    rows = [_row(student, found) for student in roster]
    of_students = {one.student for one in found.taken.values()}
    rival_of = {one.student: student for student in roster for one in found.rivals[student.student]}
    for one in submissions:
        if one.student in of_students:
            continue
        if one.student in found.several:
            who = tuple(student.student for student in found.several[one.student])
            note = SubmissionNote(Kind.FITS_SEVERAL, others=who)
        elif one.student in rival_of:
            owner = rival_of[one.student]
            who = _called(owner), found.taken[owner.student].student
            note = SubmissionNote(Kind.MAY_BE_OF, others=who)
        else:
            note = SubmissionNote(Kind.NOT_IN_ROSTER)
        rows.append(replace(one, notes=(*one.notes, note)))
    return rows


def _matches(submissions: Sequence[Submission], roster: Sequence[Student]) -> _Matches:
    found = _Matches()
    left = sorted(submissions, key=lambda one: one.student)
    for of_student, of_submission in _LEVELS:
        called: dict[str, list[Student]] = defaultdict(list)
        for student in roster:
            for text in set(of_student(student)) - {""}:
                called[text].append(student)
        still = []
        for one in left:
            fitting = {each.student: each for text in of_submission(one) for each in called.get(text, ())}
            candidates = list(fitting.values())
            if not candidates:
                still.append(one)
            elif len(candidates) > 1:
                found.several[one.student] = candidates
            elif candidates[0].student in found.taken:
                found.rivals[candidates[0].student].append(one)
            else:
                found.taken[candidates[0].student] = one
        left = still
    return found


def _row(student: Student, found: _Matches) -> Submission:
    one = found.taken.get(student.student)
    others = tuple(
        SubmissionNote(Kind.OTHER_NOT_USED, others=(other.student,)) for other in found.rivals[student.student]
    )
    if one is None:
        return Submission(student.student, student.name, submitted=student.submitted, notes=others)
    when = student.submitted or one.submitted
    notes = one.notes + others
    return replace(one, student=student.student, name=student.name or one.name, submitted=when, notes=notes)


def _called(student: Student) -> str:
    return f"{student.name} ({student.student})" if student.name else student.student


def _with_spellings(submissions: Sequence[Submission]) -> list[Submission]:
    """Return the submissions with a note in those whose identities differ in case or blanks only."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for one in submissions:
        spellings[folded(one.student)].append(one.student)
    rows = []
    for one in submissions:
        others = [each for each in spellings[folded(one.student)] if each != one.student]
        notes = tuple(SubmissionNote(Kind.OTHER_SPELLING, others=(each,)) for each in others)
        rows.append(replace(one, notes=one.notes + notes))
    return rows
