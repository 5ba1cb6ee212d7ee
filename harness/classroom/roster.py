"""The roster: the students of a class, from a CSV file."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path

from ..errors import UsageError

IDENTITY = ("student", "id", "sid", "student id", "username", "login", "email")
"""The columns that may be the identity, in this order."""
NAME, SUBMITTED = ("name", "full name", "student name"), ("submitted", "submitted at")


@dataclass(frozen=True, slots=True)
class Student:
    """One row of a roster.

    Attributes:
        student: the identity.
        name: "" if the roster does not say.
        submitted: when the submission came; None if the roster does not say.
        words: the values of the row that no other row has, in lower case, by which a submission is found.
    """

    student: str
    name: str
    submitted: datetime | None
    words: frozenset[str]

    def is_called(self, *names: str) -> bool:
        """True if one of these names is one of the student's."""
        return any(name and name.strip().lower() in self.words for name in names)


def read_roster(file: Path) -> list[Student]:
    """Return the students in a roster.

    Raises:
        UsageError: the file cannot be read, has no column with an identity, or has an identity twice.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
        rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), strict=True) if any(row)]
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file} is no CSV file in UTF-8: {error}") from None
    header = [cell.lower() for cell in rows[0]] if rows else []
    identity = next((header.index(one) for one in IDENTITY if one in header), None)
    if identity is None:
        raise UsageError(f"{file} has no column with an identity; it is called one of: {', '.join(IDENTITY)}")
    name = next((header.index(one) for one in NAME if one in header), None)
    submitted = next((header.index(one) for one in SUBMITTED if one in header), None)
    found: dict[str, Student] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = row + [""] * (len(header) - len(row))
        student = cells[identity]
        if not student or student in found:
            raise UsageError(f"{file} row {number}: {'no identity' if not student else f'{student} comes twice'}")
        when = _time(file, number, cells[submitted]) if submitted is not None else None
        email = {cell.partition("@")[0].lower() for cell in cells if "@" in cell}
        words = frozenset({cell.lower() for cell in cells if cell} | email)
        found[student] = Student(student, cells[name] if name is not None else "", when, words)
    times = Counter(word for student in found.values() for word in student.words)
    shared = {word for word, number in times.items() if number > 1}  # a section, or the name of two students
    return [replace(student, words=student.words - shared) for student in found.values()]


def _time(file: Path, row: int, text: str) -> datetime | None:
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise UsageError(f"{file} row {row}: {text!r} is no time with an offset, such as 2026-12-01T23:59:00+01:00")
    return when
