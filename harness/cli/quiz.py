"""``kata quiz [CONCEPT]``: predict the outcome of a short program, then see it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from .asking import on_terminal
from .common import is_legacy_windows, usage_errors, wants_color
from .completing import quizzed

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..course.quiz.questions import Question


def quiz(
    concept: Annotated[
        str | None,
        typer.Argument(
            metavar="[CONCEPT]", help="A concept such as deadlock, or a kata; all by default.", autocompletion=quizzed
        ),
    ] = None,
    number: Annotated[
        int, typer.Option("--number", "-n", min=0, metavar="N", help="End after N questions; 0 for no end.")
    ] = 0,
) -> None:
    """Predict the outcome of a short program, then see it.

    Does every schedule pass? If not, which verdict, and which line? Or: which of these two is right? Each answer is
    followed by the schedule that fails, or by the proof. What you missed comes again soon.

    Without a terminal, answers are read line by line from standard input.
    """
    from ..course.content.catalogue import catalogue, root_to_read
    from ..course.content.concepts import concepts
    from ..course.content.packaged_files import packaged_root
    from ..course.quiz.boxes import QuizBoxes
    from ..course.quiz.questions import questions
    from ..course.quiz.session import QuizSession
    from ..report.terminal.quiz import end_of_quiz
    from .quiz_lines import ask_in_lines
    from .quiz_screen import ask_on_screen

    with usage_errors():
        root, own = root_to_read()
        # the answers are about the package's contracts, and not about those of an older workspace
        katas, pages = catalogue(packaged_root()), concepts()
        chosen = _about(list(questions().values()), concept, katas)
        boxes = QuizBoxes(root if own else None)
        if boxes.note:
            typer.echo(f"kata: {boxes.note}", err=True)
        session = QuizSession(chosen, katas, pages, boxes, number)
        if on_terminal() and os.environ.get("TERM") != "dumb" and not is_legacy_windows():
            ask_on_screen(session, pages, color=wants_color())
        else:
            ask_in_lines(session, pages)
        typer.echo(end_of_quiz(session.right, session.answered, session.known, session.total, own))


def _about(every: list[Question], word: str | None, katas: dict[str, Kata]) -> list[Question]:
    """Return the questions about a concept or a kata.

    Raises:
        UsageError: there are none.
    """
    from ..course.content.catalogue import nearest
    from ..errors import UsageError

    if word is None:
        return every
    chosen = [one for one in every if word in (one.concept, one.kata)]
    if not chosen:
        known = sorted({name for one in every for name in (one.concept, one.kata) if name})
        lesson = katas[word].lesson.page if word in katas else ""
        others = sorted({one.kata for one in every if one.concept == lesson} - {lesson})
        if others:
            raise UsageError(f"there are no questions about {word!r}; there are about {lesson} and {', '.join(others)}")
        raise UsageError(f"there are no questions about {word!r}{nearest(word, known)}")
    return chosen
