"""The strategy of a game: it follows the choices made so far, and stops where the next one is to be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..trace import Choice
from .protocol import Candidate, T
from .replay import FollowChoices

Paused = Callable[[Candidate | None, Sequence[Candidate], Sequence[Candidate]], None]


class PauseAfterChoices(FollowChoices):
    """Follows a list of all choices, and ends the execution at the first choice after it.

    Args:
        choices: to follow.
        paused: called at the choice after them with the thread that has been running, the candidates that can run, and
            what could happen besides, as for ``Strategy.choose``; it ends the execution.

    Attributes:
        paused: whether that choice has been reached.
    """

    def __init__(self, choices: Sequence[Choice], paused: Paused) -> None:
        super().__init__(choices)
        self.paused = False
        self._when_paused = paused

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate that the list says."""
        if self.step >= len(self.choices) and not self.paused:
            self.paused = True
            self._when_paused(current, runnable, extras)
        return super().choose(current, runnable, extras)
