"""The questions of the quiz: ``questions.json``, each with the answer of the explorer.

``python -m concurrency_katas.course.authoring.quiz_questions`` writes the file, and nobody else does.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ...verdict import Verdict

QUESTIONS = Path(__file__).with_name("questions.json")
SCHEMA = "kata-quiz/1"


class QuestionKind(StrEnum):
    """The kinds of questions."""

    VERDICT = "verdict"
    """Does every schedule pass, and if not, which verdict, and which line?"""
    PAIR = "pair"
    """Which of these two is right?"""


@dataclass(frozen=True)
class Question:
    """One question with its answer.

    Attributes:
        id: eight hexadecimal digits that stay the same as long as the programs have their names.
        kind: the kind of question.
        concept: the page about the concept that it practises.
        program: the name of the program; of a pair, of the wrong one.
        other: of a pair, the name of the right one; else "".
        clause: the clause that judges it; "" for a program of a page.
        verdict: the verdict on the program.
        also: other verdicts that are true of the program, under this clause or another: they are no choices.
        lines: the lines at which reports show the failure, the most important first; none for a pass, and none where
            other lines would be as good an answer.
        source: hash of the programs and the contract that were judged.
    """

    id: str
    kind: QuestionKind
    concept: str
    program: str
    other: str
    clause: str
    verdict: Verdict
    also: tuple[Verdict, ...]
    lines: tuple[int, ...]
    source: str

    @property
    def kata(self) -> str:
        """The name of the kata; that of the page for a program of a page."""
        return self.program.partition(":")[2].partition("/")[0]

    def chance(self, number: int, purpose: str) -> int:
        """Return a number from 0 to ``number`` - 1 that is always the same for this question and purpose."""
        from hashlib import sha256

        return int(sha256(f"{self.id} {purpose}".encode()).hexdigest(), 16) % number


@dataclass(frozen=True)
class QuestionBank:
    """All questions.

    Attributes:
        questions: by id, in teaching order.
        left_out: the programs that are no question, because nothing is proved of them or because they fail in two ways:
            the hash of each, by the id that the question would have.
    """

    questions: dict[str, Question]
    left_out: dict[str, str]


@cache
def read_bank(file: Path = QUESTIONS) -> QuestionBank:
    """Return the questions in the file; none if there is no file."""
    if not file.is_file():
        return QuestionBank({}, {})
    data = json.loads(file.read_text(encoding="utf-8"))
    return QuestionBank({one["id"]: _question(one) for one in data["questions"]}, data["left_out"])


def questions() -> dict[str, Question]:
    """Return the questions by id, in teaching order."""
    return read_bank().questions


def written(bank: QuestionBank) -> str:
    """Return the text of the file with these questions, a line for each."""
    lines = ",\n".join(json.dumps(asdict(one)) for one in bank.questions.values())
    left_out = json.dumps(bank.left_out, indent=0)
    return f'{{"schema": "{SCHEMA}", "questions": [\n{lines}\n], "left_out": {left_out}}}\n'


def _question(data: dict[str, Any]) -> Question:
    changed = {
        "kind": QuestionKind(data["kind"]),
        "verdict": Verdict(data["verdict"]),
        "also": tuple(map(Verdict, data["also"])),
        "lines": tuple(data["lines"]),
    }
    return Question(**{**data, **changed})
