"""The tests of a grade, as platforms list them: one for each clause, and one for each kata without points."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ....answers.grades import Grade, GradeStatus, JudgedClause, KataGrade
from ....verdict import Verdict
from ...sentences.grades import (
    NO_ZERO,
    STATUS_WORDS,
    grade_sentence,
    late_sentence,
    status_sentence,
)
from ...terminal.grades import clause_text
from ...text.line import clean
from ...text.phrases import clause_title


@dataclass(frozen=True, slots=True)
class GradedTest:
    """One test of a grade.

    Attributes:
        kata: the kata.
        kata_number, number: of the kata, and of the test within it, from 1.
        title: the clause in words, or the status of a kata without points.
        status: of the kata.
        verdict: on the clause; None for a kata without points.
        points, most: the points, and the most points; None for a kata without points.
        clause: the judged clause; None for a kata without points.
        reason: why the kata has no points; "" if it has.
        file: the file in the submission; "" if it is missing.
    """

    kata: str
    kata_number: int
    number: int
    title: str
    status: GradeStatus
    verdict: Verdict | None = None
    points: float | None = None
    most: float | None = None
    clause: JudgedClause | None = None
    reason: str = ""
    file: str = ""

    @property
    def name(self) -> str:
        """The kata and the clause in words."""
        return f"{self.kata}: {self.title}"

    @property
    def passed(self) -> bool:
        """True if the clause passes."""
        return self.verdict is Verdict.PASS

    def text(self, most: int | None = None) -> str:
        """Return the sentence, with the command that replays a failure; only the sentence is shortened."""
        if self.clause is not None:
            return clause_text(self.kata, self.clause, most)
        said = f"{self.reason} {NO_ZERO}"
        return said if most is None or len(said) <= most else said[: max(most - 1, 0)] + "…"


def graded_tests(grade: Grade) -> list[GradedTest]:
    """Return the tests of a grade, in the order of its katas and of their contracts."""
    return [test for number, kata in enumerate(grade.katas, 1) for test in _of_kata(number, kata)]


def _of_kata(number: int, kata: KataGrade) -> list[GradedTest]:
    title, file = clean(kata.kata), clean(kata.name)
    if kata.status is not GradeStatus.GRADED or kata.file is None:
        words, reason = STATUS_WORDS[kata.status], status_sentence(kata)
        return [GradedTest(title, number, 1, words, kata.status, reason=reason, file=file)]
    tests = []
    for place, clause in enumerate(kata.file.clauses, 1):
        points, most = kata.clause_points.get(clause.test, (0.0, 0.0))
        words = clean(clause_title(clause.test))
        tests.append(
            GradedTest(title, number, place, words, kata.status, clause.verdict, points, most, clause, file=file)
        )
    return tests


def summary(grade: Grade) -> str:
    """Return the points, the lateness and the katas without points, each in a sentence of its own line."""
    reasons = [status_sentence(kata) for kata in grade.katas if kata.status is not GradeStatus.GRADED]
    said = late_sentence(grade)
    return "\n".join([grade_sentence(grade), *([said] if said else []), *reasons])


def seconds(grade: Grade) -> float:
    """Return the seconds that judging took."""
    return round(sum(kata.file.seconds for kata in grade.katas if kata.file is not None), 3)


def dumped(data: dict[str, Any]) -> str:
    """Return JSON as all formats have it: in ASCII, because not every platform reads it as UTF-8."""
    return json.dumps(data, indent=2) + "\n"
