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
        go_on: let the thread that is chosen next without a preemption go on, and end where it cannot, or where an
            outcome of its step is to be chosen.
        followed: called when the last choice of the list has been made; None for nobody.
        paused: called at the choice after them with the thread that has been running, the candidates that can run, and
            what could happen besides, as for ``Strategy.choose``; it ends the execution.

    Attributes:
        paused: whether that choice has been reached.
    """

    def __init__(
        self,
        choices: Sequence[Choice],
        paused: Paused,
        *,
        go_on: bool = False,
        followed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(choices)
        self.paused = False
        self._when_paused = paused
        self._go_on = go_on
        self._followed = followed
        self._running: int | None = None

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate that the list says."""
        if self.step >= len(self.choices) and not self.paused and not self._continues(current, runnable):
            self.paused = True
            self._when_paused(current, runnable, extras)
        chosen = super().choose(current, runnable, extras)
        if self._go_on and self.step > len(self.choices) and self._running is None:
            self._running = chosen.number
        if self._followed is not None and self.step == len(self.choices):
            self._followed()
        return chosen

    def _continues(self, current: Candidate | None, runnable: Sequence[Candidate]) -> bool:
        """Return whether the thread that was chosen last is still running."""
        if not self._go_on:
            return False
        if self._running is None:
            return True
        return current is not None and current.number == self._running and not runnable[0].decides
