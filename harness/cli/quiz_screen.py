"""A quiz session on a screen of its own: one question, one key."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from ..course.quiz.answers import QuizAnswers
from ..course.quiz.session import QuizSession, QuizView
from .common import width
from .full_screen import FullScreen
from .keyboard import END, RESUMED, Keyboard
from .quiz_cards import screen_lines

if TYPE_CHECKING:
    from ..course.content.concepts import Concept

ANSWERED = "KEY_ANSWERED"
"""Reported when the explorer has answered."""
WAKE_UP = 0.2
"""Seconds after which the main thread stops waiting for a key, so that Ctrl-C reaches it on every platform."""
MOVES = {"j": 1, "k": -1, "KEY_DOWN": 1, "KEY_UP": -1}


def ask_on_screen(session: QuizSession, pages: dict[str, Concept], *, color: bool) -> None:
    """Run a session until the learner quits or no question is left.

    Args:
        session: the session.
        pages: the concepts, by name.
        color: use colours.
    """
    keys: SimpleQueue[str] = SimpleQueue()
    screen = FullScreen()
    keyboard = Keyboard(keys.put, screen.leave)
    keyboard.forget()
    with QuizAnswers(lambda: keys.put(ANSWERED)) as answers, keyboard:
        try:
            _ask(session, pages, answers, screen, keys, color)
        finally:
            screen.leave()


def _ask(
    session: QuizSession,
    pages: dict[str, Concept],
    answers: QuizAnswers,
    screen: FullScreen,
    keys: SimpleQueue[str],
    color: bool,
) -> None:
    begun, first, view = 0, 0, session.view
    while session.asked is not None:
        if begun != session.number:
            begun, first = session.number, 0
            answers.begin(session.asked.question, session.asked.program)
        if view is not session.view:
            view, first = session.view, 0
        result = answers.wait() if session.view is QuizView.ANSWER and answers.ready() else None
        at = first
        screen.draw(lambda wide, high: screen_lines(session, pages, result, wide, high, color, at))  # noqa: B023 - drawn at once
        key = _next_key(keys, screen)
        if key == END:
            return
        if key in (ANSWERED, RESUMED):
            continue
        if key in MOVES and session.view is not QuizView.ANSWER:
            whole = screen_lines(session, pages, None, width(), None, False)
            first = min(max(first + MOVES[key], 0), len(whole))
        elif not session.press(key):
            return


def _next_key(keys: SimpleQueue[str], screen: FullScreen) -> str:
    """Return the next key; also ``RESUMED`` when the terminal has another size."""
    while True:
        try:
            return keys.get(timeout=WAKE_UP)
        except Empty:
            if screen.resized:
                return RESUMED
