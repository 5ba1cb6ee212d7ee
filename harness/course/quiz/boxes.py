"""The boxes of the quiz, after Leitner: a question that was missed comes again soon, one that is known later and later.

Sebastian Leitner, So lernt man lernen, 1972. There are no dates: the distance to the next time is counted in questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..learner.progress_file import QUIZ, ProgressFile
from .mixing import mixed
from .questions import Question

DISTANCES = (3, 8, 20, 60, 200)
"""Questions until a question of each box comes again."""
MISSED, FIRST_RIGHT = 1, 2
"""The boxes of a question that was missed, and of one that was right the first time."""
IN_A_ROW = 3
"""Questions about one concept before the next concept begins."""
NEW_ONE_OF = 3
"""One of so many questions is new, if there is one: who misses much would see the same few for ever."""


@dataclass(frozen=True)
class QuizRecord:
    """The stored record of one question.

    Attributes:
        box: the number of its box, from 1.
        at: how many questions had been answered when it was answered last.
    """

    box: int
    at: int

    @property
    def due(self) -> int:
        """The number of answers after which it comes again."""
        return self.at + DISTANCES[self.box - 1]


class QuizBoxes:
    """The records of a learner, by the ids of the questions.

    Args:
        root: the project's folder; None to keep nothing.
    """

    def __init__(self, root: Path | None) -> None:
        self._file = ProgressFile(root) if root is not None else None
        self._records: dict[str, QuizRecord] = {}
        if self._file is not None:
            try:
                self._records = {name: _record(one) for name, one in self._file.part(QUIZ).items()}
            except (ValueError, KeyError, TypeError, AttributeError):
                self._file.set_aside()

    @property
    def note(self) -> str:
        """A sentence, if the file was damaged and has been renamed; else ""."""
        return self._file.note if self._file is not None else ""

    def get(self, question: Question) -> QuizRecord | None:
        """Return the record of a question; None if it was never answered."""
        return self._records.get(question.id)

    def known(self, questions: Iterable[Question]) -> int:
        """Return the number of questions that were right the last time."""
        return sum(self._records.get(one.id, QuizRecord(MISSED, 0)).box > MISSED for one in questions)

    def put(self, question: Question, right: bool) -> None:
        """Store an answer: a right one moves the question to the next box, a wrong one to the first."""
        before = self.get(question)
        box = MISSED
        if right:
            box = FIRST_RIGHT if before is None else min(before.box + 1, len(DISTANCES))
        record = QuizRecord(box, self._answers + 1)
        self._records[question.id] = record
        if self._file is not None:
            self._file.put(QUIZ, question.id, asdict(record))

    @property
    def _answers(self) -> int:
        return max((record.at for record in self._records.values()), default=0)

    def next(self, questions: Sequence[Question]) -> Question | None:
        """Return the question to ask next; None if there is none.

        First comes one that is due, of the lowest box, except that one of ``NEW_ONE_OF`` is new. Then comes a new one:
        ``IN_A_ROW`` of each concept in turn, in the order of the questions, with right programs mixed in. If there is
        none, it is the one that will be due first.
        """
        answered = {one.id: self._records[one.id] for one in questions if one.id in self._records}
        due = [one for one in questions if one.id in answered and answered[one.id].due <= self._answers]
        fresh = [one for one in questions if one.id not in answered]
        takes_new = bool(fresh) and self._answers % NEW_ONE_OF == NEW_ONE_OF - 1
        if due and not takes_new:
            return min(due, key=lambda one: (answered[one.id].box, answered[one.id].due))
        if fresh:
            before = [one for one in questions if one.id in answered]
            asked = Counter(one.concept for one in before)
            history = sorted((name, record.box) for name, record in answered.items())
            return min(mixed(fresh, before, history), key=lambda one: asked[one.concept] // IN_A_ROW)
        return min(questions, key=lambda one: answered[one.id].due, default=None)


def _record(data: dict[str, Any]) -> QuizRecord:
    """Return a record from its JSON.

    Raises:
        TypeError, KeyError, ValueError: it does not have the right form.
    """
    box, at = data["box"], data["at"]
    if type(box) is not int or type(at) is not int or not 1 <= box <= len(DISTANCES) or at < 0:
        raise ValueError("box and at must be numbers")
    return QuizRecord(box, at)
