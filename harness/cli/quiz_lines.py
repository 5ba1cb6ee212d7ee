"""A quiz session without a screen: lines follow each other, and answers are lines of standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from ..course.quiz.answers import QuizAnswers
from ..course.quiz.session import CLAUSE, QUIT, VERDICTS, QuizSession, QuizView, choice_of
from .common import width
from .quiz_cards import screen_lines

if TYPE_CHECKING:
    from ..course.content.concepts import Concept


def ask_in_lines(session: QuizSession, pages: dict[str, Concept]) -> None:
    """Run a session until the input ends, a line says ``q``, or no question is left."""
    with QuizAnswers() as answers:
        begun = 0
        while session.asked is not None:
            if begun != session.number:
                begun = session.number
                answers.begin(session.asked.question, session.asked.program)
            result = answers.wait() if session.view is QuizView.ANSWER else None
            typer.echo("\n".join(screen_lines(session, pages, result, width(), None, False)))
            typer.echo()
            key = "" if session.view is not QuizView.QUESTION else _typed(len(session.now.choices))
            if key is None or not session.press(key):
                return


def _typed(number: int) -> str | None:
    """Return the next line that is an answer or another key; None at the end of the input.

    Args:
        number: the number of choices.
    """
    while True:
        line = sys.stdin.readline() if sys.stdin is not None else ""
        word = line.strip().lower()
        if not line:
            return None
        if word in (CLAUSE, VERDICTS, QUIT) or choice_of(word, number) is not None:
            return word
        typer.echo(f"type a number from 1 to {number}, or q to end", err=True)
