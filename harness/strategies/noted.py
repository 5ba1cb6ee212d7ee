"""The strategy of a recording: it follows known choices, and reports each choice before it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..trace import Choice
from .protocol import Candidate, T
from .replay import FollowChoices

Noted = Callable[[Candidate | None, Sequence[Candidate], Sequence[Candidate]], None]


class FollowAndNote(FollowChoices):
    """Follows a list of all choices, then the plainest schedule, and reports each choice.

    Args:
        choices: to follow.
        noted: called before each choice with the thread that has been running, the candidates that can run, and what
            could happen besides, as for ``Strategy.choose``; it may end the execution.
    """

    def __init__(self, choices: Sequence[Choice], noted: Noted) -> None:
        super().__init__(choices)
        self._noted = noted

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate that the list says."""
        self._noted(current, runnable, extras)
        return super().choose(current, runnable, extras)
