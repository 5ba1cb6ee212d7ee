"""The roster: the students of a class, from a CSV file."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from unicodedata import normalize

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
        logins: the values in the columns that may be an identity, and emails without their domain, as ``folded``.
        words: the values of the other columns that no other row has, as ``folded``.
    """

    student: str
    name: str
    submitted: datetime | None
    logins: frozenset[str]
    words: frozenset[str]


def folded(text: str) -> str:
    """Return a text by which two spellings of one name are equal: without case and outer blanks, in composed form."""
    return normalize("NFC", normalize("NFC", text).strip().casefold())


def read_roster(file: Path) -> list[Student]:
    """Return the students in a roster.

    Raises:
        UsageError: the file cannot be read, has no column with an identity, or has an identity twice.
    """
    try:
        text = _text(file.read_bytes())
        table = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
        rows = [[normalize("NFC", cell).strip() for cell in row] for row in table if any(row)]
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file} is no CSV file in UTF-8 or UTF-16: {error}") from None
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
        found[student] = Student(
            student, cells[name] if name is not None else "", when, _logins(header, cells), _words(header, cells)
        )
    times = Counter(word for student in found.values() for word in student.words)
    shared = {word for word, number in times.items() if number > 1}  # a section
    return [replace(student, words=student.words - shared) for student in found.values()]


def _text(data: bytes) -> str:
    """Return the text of a CSV file in UTF-8 or, as Excel's "Unicode text", in UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16")
    else:
        text = data.decode("utf-8-sig")
    first, _, rest = text.partition("\n")
    return rest if first.lower().startswith("sep=") else text  # a line by which Excel knows the delimiter


def _delimiter(text: str) -> str:
    """Return what divides the columns: a comma, or what Excel writes in other languages."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def columns(delimiter: str) -> tuple[bool, int]:
        names = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        return any(one in IDENTITY for one in names), len(names)

    return max(",;\t", key=columns)


def _logins(header: list[str], cells: list[str]) -> frozenset[str]:
    logins = {folded(cell) for column, cell in zip(header, cells, strict=False) if column in IDENTITY and cell}
    return frozenset(logins | {folded(cell.partition("@")[0]) for cell in cells if "@" in cell})


def _words(header: list[str], cells: list[str]) -> frozenset[str]:
    columns = zip(header, cells, strict=False)
    return frozenset(folded(cell) for column, cell in columns if column not in (*IDENTITY, *NAME, *SUBMITTED) and cell)


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
