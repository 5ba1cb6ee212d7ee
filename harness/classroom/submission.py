"""Submissions: what one student has handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from ..answers.submission_notes import SubmissionNote


@dataclass(frozen=True, slots=True)
class Submission:
    """The files of one student.

    Attributes:
        student: the identity, unique in the class.
        name: of the student; "" if it is not known.
        files: the bytes of the file for each kata.
        names: the names of these files in the submission.
        submitted: when it came, if that is known.
        marked_late: the platform says that it came late.
        notes: for the instructor.
        group: what those who have handed in together have in common; "" for one student.
    """

    student: str
    name: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    submitted: datetime | None = None
    marked_late: bool = False
    notes: tuple[SubmissionNote, ...] = ()
    group: str = ""

    def source(self, kata: str) -> str:
        """Return the SHA-256 of a file."""
        return sha256(self.files[kata]).hexdigest()
