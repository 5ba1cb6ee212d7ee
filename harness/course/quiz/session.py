"""One session of the quiz: the question on the screen, the answers so far, and what the next key does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..content.catalogue import Kata
from ..content.concepts import Concept
from .asking import QuizPart, parts_of
from .boxes import QuizBoxes
from .programs import QuizProgram, program
from .questions import Question

QUIT, CLAUSE, VERDICTS, PROGRAM = "q", "c", "?", "p"
ESCAPES = frozenset({"KEY_ESCAPE", "KEY_ALT_ESCAPE"})


class QuizView(StrEnum):
    """The views of a session."""

    QUESTION = "question"
    CLAUSE = "clause"
    VERDICTS = "verdicts"
    ANSWER = "answer"
    PROGRAM = "program"
    """The program again, from the answer."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its programs and parts.

    Attributes:
        question: the question.
        program: its program; of a pair, the wrong one.
        other: of a pair, the right one; else the program again.
        parts: its parts.
    """

    question: Question
    program: QuizProgram
    other: QuizProgram
    parts: tuple[QuizPart, ...]


class QuizSession:
    """A session.

    Args:
        questions: the questions to choose from.
        katas: the katas of the package, by name.
        pages: the concepts, by name.
        boxes: the learner's records.
        most: the number of questions after which it ends; 0 for no limit.

    Attributes:
        asked: the question on the screen; None at the end.
        part: the number of its part, from 0.
        view: what the screen shows.
        choice: the index of the choice that was answered last.
        was_right: the last answer was right.
        number: the number of the question, from 1.
        right: the number of questions that were answered right.
        answered: the number of questions that were answered.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        katas: dict[str, Kata],
        pages: dict[str, Concept],
        boxes: QuizBoxes,
        most: int = 0,
    ) -> None:
        self._questions = [one for one in questions if one.concept in pages or one.kata in katas]
        self._katas, self._pages = katas, pages
        self._boxes = boxes
        self._most = most
        self.asked: AskedQuestion | None = None
        self.part, self.choice, self.was_right = 0, 0, False
        self.number = self.right = self.answered = 0
        self.view = QuizView.QUESTION
        self._next()

    @property
    def now(self) -> QuizPart:
        """The part that is asked, or was answered last."""
        assert self.asked is not None, "the session has ended"
        return self.asked.parts[self.part]

    @property
    def known(self) -> int:
        """The number of questions that the learner knows now, also from earlier sessions."""
        return self._boxes.known(self._questions)

    @property
    def total(self) -> int:
        """The number of questions to choose from."""
        return len(self._questions)

    def press(self, key: str) -> bool:
        """Handle a key; return whether the session continues."""
        key = key.lower() if len(key) == 1 else key  # Caps Lock
        beside = self.view not in (QuizView.QUESTION, QuizView.ANSWER)
        if key == QUIT or (key in ESCAPES and not beside):
            return False
        if beside:
            self.view = QuizView.ANSWER if self.view is QuizView.PROGRAM else QuizView.QUESTION
        elif self.view is QuizView.ANSWER and key == PROGRAM:
            self.view = QuizView.PROGRAM
        elif self.view is QuizView.ANSWER:
            self._next()
        elif key in (CLAUSE, VERDICTS):
            self.view = QuizView.CLAUSE if key == CLAUSE else QuizView.VERDICTS
        else:
            choice = choice_of(key, len(self.now.choices))
            if choice is not None:
                self._answer(choice)
        return self.asked is not None

    def _answer(self, choice: int) -> None:
        assert self.asked is not None
        self.choice, self.was_right = choice, choice in self.now.right
        if self.was_right and self.part + 1 < len(self.asked.parts):
            self.part += 1
            return
        self.answered += 1
        self.right += self.was_right
        self._boxes.put(self.asked.question, self.was_right)
        self.view = QuizView.ANSWER

    def _next(self) -> None:
        self.part, self.view, self.asked = 0, QuizView.QUESTION, None
        left = list(self._questions) if not self._most or self.number < self._most else []
        while left and self.asked is None:
            question = self._boxes.next(left)
            assert question is not None
            self.asked = self._with_programs(question)
            left.remove(question)
        self.number += self.asked is not None

    def _with_programs(self, question: Question) -> AskedQuestion | None:
        """Return a question with its programs; None if the package no longer has them."""
        first = program(question.program, self._katas, self._pages)
        other = program(question.other, self._katas, self._pages) if question.other else first
        if first is None or other is None:
            return None
        return AskedQuestion(question, first, other, parts_of(question, first))


def choice_of(key: str, number: int) -> int | None:
    """Return the index of the choice that a key means: 1 is the first one, and so is a; None for another key."""
    index = "123456789".find(key) if len(key) == 1 else -1
    if index < 0 and number == 2 and len(key) == 1:
        index = "ab".find(key.lower())
    return index if 0 <= index < number else None
