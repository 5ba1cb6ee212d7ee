"""Grades: what is said of a class of submissions, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ..result import Extent
from ..verdict import Verdict
from .submission_notes import SubmissionNote


class GradeStatus(StrEnum):
    """The statuses of one kata of one submission; only the first one has points."""

    GRADED = "graded"
    UNFINISHED = "unfinished"
    """The file is still the stub."""
    ERROR = "error"
    """The file cannot be judged: a syntax error, a missing name, an import that fails."""
    MISSING = "missing"
    """There is no file."""
    NOT_GRADABLE = "not_gradable"
    """The grader failed, not the file: its process was ended several times."""


@dataclass(frozen=True, slots=True)
class JudgedClause:
    """One clause, judged for one file.

    Attributes:
        test: the clause.
        verdict: on it.
        message: the sentence of the verdict.
        line: the line of the file to look at first, if there is one.
        replay: the token of the failing schedule, if there is one.
        schedules: the number of schedules that were tried.
        proved: how much is proved.
    """

    test: str
    verdict: Verdict
    message: str = ""
    line: int | None = None
    replay: str | None = None
    schedules: int = 0
    proved: Extent = Extent.NO


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """One file, judged by every clause of a kata.

    Attributes:
        kata: the kata.
        source: SHA-256 of the file's bytes.
        status: what can be said of the file.
        clauses: all of them, in the order of the contract; () if none was judged.
        message: why the file has no points; "" if it has.
        report: the first failure, or the pass, as ``kata-report/1``; {} if there is none.
        page: the HTML page of the first failure; "" if there is none.
        refused: the file uses what no kata may use, and was stopped.
        attempts: how often it was begun: more than once if a process was ended.
        seconds: wall-clock seconds that it took.
    """

    kata: str
    source: str
    status: GradeStatus
    clauses: tuple[JudgedClause, ...] = ()
    message: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    page: str = ""
    refused: bool = False
    attempts: int = 1
    seconds: float = 0.0

    @property
    def failing(self) -> tuple[JudgedClause, ...]:
        """The clauses that fail."""
        return tuple(clause for clause in self.clauses if clause.verdict is not Verdict.PASS)


@dataclass(frozen=True, slots=True)
class KataGrade:
    """The points of one kata of one submission.

    Attributes:
        kata: the kata.
        status: only ``graded`` has points.
        points: the points before the deduction for lateness; None without points.
        most: the points of a file that passes every clause.
        clause_points: by clause: points, and the most points; {} without points.
        file: the judged file; None if it is missing.
        name: the name of the file in the submission; "" if it is missing.
    """

    kata: str
    status: GradeStatus
    points: float | None
    most: float
    clause_points: dict[str, tuple[float, float]] = field(default_factory=dict)
    file: JudgedFile | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Lateness:
    """The lateness of a submission, and its cost.

    Attributes:
        days: the spans of 24 hours that were begun since the deadline; 0 for one that came in the grace time or before.
        percent: the part of the points that is deducted.
        marked: the platform says that it is late and does not say when it came: one day is assumed.
    """

    days: int = 0
    percent: float = 0.0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one submission.

    Attributes:
        student: the identity, from the folder, the file, the platform or the roster.
        name: of the student, if it is known.
        katas: one entry for each kata of the assignment, in its order.
        points: the sum, after the deduction; None if no kata has points.
        most: the most points of the assignment.
        submitted: when it came, if that is known.
        lateness: how late it came.
        identical: other students, not of the same group, of whom a file is the same to the byte, and is not the stub.
        notes: what the instructor should know: files that belong to no kata, archives that could not be read.
    """

    student: str
    name: str
    katas: tuple[KataGrade, ...]
    points: float | None
    most: float
    submitted: datetime | None = None
    lateness: Lateness = Lateness()
    identical: tuple[str, ...] = ()
    notes: tuple[SubmissionNote, ...] = ()

    @property
    def complete(self) -> bool:
        """True if every kata has points."""
        return all(one.status is GradeStatus.GRADED for one in self.katas)


@dataclass(frozen=True, slots=True)
class ClassGrades:
    """The grades of a class.

    Attributes:
        title: of the assignment.
        katas: its katas, in order.
        grades: one for each student, by identity.
        sandbox: what the files ran in.
        misconceptions: the most common mistakes, the commonest first.
    """

    title: str
    katas: tuple[str, ...]
    grades: tuple[Grade, ...]
    sandbox: str = ""
    misconceptions: tuple[Misconception, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    """A mistake that several students made.

    Attributes:
        kata: the kata.
        clause: the first clause that fails.
        verdict: on it.
        variants: the nearest wrong solution of the catalogue that fails in the same way, or two that are about as near
            and nearly the same; () if none is near.
        ideas: the sentence of each of these that says what is wrong.
        students: who made it, by identity.
    """

    kata: str
    clause: str
    verdict: Verdict
    variants: tuple[str, ...]
    ideas: tuple[str, ...]
    students: tuple[str, ...]
