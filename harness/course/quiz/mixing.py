"""The mixture of the new questions: right programs among wrong ones, at places that a learner cannot foresee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from ...verdict import Verdict
from .questions import Question

ONE_RIGHT_OF = 3
"""One of so many new questions is about a right program."""
SIXTHS = 2
"""The chance that the next one is, in sixths, where just that many were. It grows by one sixth with each question
without a right program, so that one comes soon, and none is certain before it is long overdue."""


def mixed(fresh: Sequence[Question], answered: Sequence[Question], history: Iterable[object]) -> Sequence[Question]:
    """Return the new questions from which the next one is taken: those about right programs, or the others.

    The choice is drawn. It is the same for the same questions and history, so that a session that is begun again asks
    the same.

    Args:
        fresh: the questions that were never answered.
        answered: the others.
        history: the learner's answers.
    """
    right = [one for one in fresh if one.verdict is Verdict.PASS]
    others = [one for one in fresh if one.verdict is not Verdict.PASS]
    if not right or not others:
        return fresh
    ahead = ONE_RIGHT_OF * sum(one.verdict is Verdict.PASS for one in answered) - len(answered)
    drawn = int(sha256(repr([fresh[0].id, *history]).encode()).hexdigest(), 16) % 6
    return right if drawn < SIXTHS - ahead else others
