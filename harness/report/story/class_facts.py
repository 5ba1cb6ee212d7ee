"""Facts about the grades of a class: median, histogram, failure rates, slow files, identical files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from ...answers.grades import ClassGrades, Grade, GradeStatus, KataGrade
from ...verdict import Verdict

BINS = 10


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """One bar of the histogram.

    Attributes:
        low, high: the points from which and up to which it counts; only the last bar includes its upper end.
        count: the number of submissions.
    """

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class ClauseRate:
    """The failures of one clause in a class.

    Attributes:
        kata, clause: the clause.
        failed: the number of students whose file fails it.
        judged: the number of students whose file was judged by it.
    """

    kata: str
    clause: str
    failed: int
    judged: int

    @property
    def share(self) -> float:
        """The part of the judged files that fails, from 0 to 1."""
        return self.failed / self.judged if self.judged else 0.0


def median_points(grades: ClassGrades) -> float | None:
    """Return the median of the points of all submissions that have points; None if there is no such submission."""
    points = [grade.points for grade in grades.grades if grade.points is not None]
    return median(points) if points else None


def most_points(grades: ClassGrades) -> float:
    """Return the most points of the assignment."""
    return max((grade.most for grade in grades.grades), default=0.0)


def histogram(grades: ClassGrades) -> list[ScoreBin]:
    """Return the bars of the histogram of points, from the fewest to the most; [] if no submission has points."""
    points = [grade.points for grade in grades.grades if grade.points is not None]
    most = most_points(grades)
    if not points or not most:
        return []
    counts = [0] * BINS
    for one in points:
        counts[min(max(int(one / most * BINS), 0), BINS - 1)] += 1
    return [ScoreBin(most * at / BINS, most * (at + 1) / BINS, count) for at, count in enumerate(counts)]


def clause_rates(grades: ClassGrades) -> list[ClauseRate]:
    """Return all clauses that judged a file, the one that fails most often first."""
    failed: dict[tuple[str, str], int] = {}
    judged: dict[tuple[str, str], int] = {}
    for _, kata in _with_points(grades):
        for clause in kata.file.clauses if kata.file is not None else ():
            key = kata.kata, clause.test
            judged[key] = judged.get(key, 0) + 1
            failed[key] = failed.get(key, 0) + (clause.verdict is not Verdict.PASS)
    rates = [ClauseRate(*key, failed[key], count) for key, count in judged.items()]
    return sorted(rates, key=lambda rate: -rate.share)


def slowest(grades: ClassGrades, most: int) -> list[tuple[Grade, KataGrade]]:
    """Return the files that took longest to judge, at most this many."""
    files = [(grade, kata) for grade, kata in _entries(grades) if kata.file is not None and kata.file.seconds > 0]
    return sorted(files, key=lambda one: -one[1].file.seconds if one[1].file is not None else 0.0)[:most]


def hanging(grades: ClassGrades) -> list[tuple[Grade, KataGrade, str]]:
    """Return the files of which a clause did not end in time, with the first such clause."""
    found = []
    for grade, kata in _with_points(grades):
        hung = [clause.test for clause in kata.file.failing if clause.verdict is Verdict.HANG] if kata.file else []
        if hung:
            found.append((grade, kata, hung[0]))
    return found


def refused(grades: ClassGrades) -> list[tuple[Grade, KataGrade]]:
    """Return the files that use what no kata may use, and were refused."""
    return [(grade, kata) for grade, kata in _entries(grades) if kata.file is not None and kata.file.refused]


def without_points(grades: ClassGrades, *statuses: GradeStatus) -> list[tuple[Grade, KataGrade]]:
    """Return the katas of students that have one of these statuses."""
    return [(grade, kata) for grade, kata in _entries(grades) if kata.status in statuses]


def identical(grades: ClassGrades) -> list[tuple[str, list[Grade]]]:
    """Return groups of students whose files for a kata are the same to the byte, each with the kata."""
    groups: dict[tuple[str, str], list[Grade]] = {}
    for grade, kata in _entries(grades):
        if grade.identical and kata.file is not None:
            groups.setdefault((kata.kata, kata.file.source), []).append(grade)
    found = []
    for (kata_name, _), members in groups.items():
        # a student of whom another file is identical to somebody's is no member
        known = {grade.student for grade in members}
        group = [grade for grade in members if known.intersection(grade.identical)]
        if len(group) > 1:
            found.append((kata_name, group))
    return found


def _entries(grades: ClassGrades) -> Iterator[tuple[Grade, KataGrade]]:
    for grade in grades.grades:
        for kata in grade.katas:
            yield grade, kata


def _with_points(grades: ClassGrades) -> Iterator[tuple[Grade, KataGrade]]:
    return ((grade, kata) for grade, kata in _entries(grades) if kata.status is GradeStatus.GRADED)
