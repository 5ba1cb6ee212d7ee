"""Lasso schedules: a prefix, then one cycle repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...strategies.protocol import Candidate, T
from ...strategies.replay import Follower, Spot
from ...trace import Choice


class Lasso(Follower):
    """Follows a prefix, and then repeats a cycle.

    Args:
        choices: of the prefix and of one round of the cycle.
        start: number of the choice at which the cycle begins.
        times: the number of rounds.
        stop: ends the execution.
        worth_repeating: asked after each round; if it returns False, there is no other round.

    Attributes:
        complete: all rounds were run.
    """

    def __init__(
        self,
        choices: list[Choice],
        start: int,
        times: int,
        stop: Callable[[], None],
        worth_repeating: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self.worth_repeating = worth_repeating
        self.choices = choices
        self.start = start
        self.times = times
        self.stop = stop
        self.complete = False
        self._runnable: set[int] = set()
        self._ran: set[int] = set()

    @property
    def fair(self) -> bool:
        """Whether every thread that could run in the cycle did run in it."""
        return self._runnable <= self._ran

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread of the next choice, and stop the execution after the last round."""
        period = len(self.choices) - self.start
        repeated = self.step - self.start
        worth_it = repeated <= 0 or repeated % period != 0 or self.worth_repeating()
        self.complete = self.complete or (worth_it and repeated >= period * self.times)
        if self.missed or self.complete or not worth_it:
            self.stop()
        chosen = super().choose(current, runnable, [])
        if self.step > self.start:
            self._runnable.update(thread.number for thread in runnable)
            self._ran.add(chosen.number)
        return chosen

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the choice of the list, or of its repeated part."""
        here, end = self.step, len(self.choices)
        return self.choices[here if here < end else self.start + (here - self.start) % (end - self.start)]
