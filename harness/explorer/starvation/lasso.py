"""Lasso schedules: a prefix, then one cycle repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.strategies.replay import Follower, Spot


class Lasso(Follower):
    """A beginning, and then one part again and again.

    Args:
        choices: of the beginning and of the part, once.
        start: number of the choice at which the part begins.
        times: how often it is run.
        stop: ends the execution.
        worth: asked after each round; if it is not, there is no other one.
    """

    def __init__(
        self,
        choices: list[int],
        start: int,
        times: int,
        stop: Callable[[], None],
        worth: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self.worth = worth
        self.choices = choices
        self.start = start
        self.times = times
        self.stop = stop
        self._able: set[int] = set()
        self._ran: set[int] = set()

    @property
    def fair(self) -> bool:
        """Nobody who could go on again and again was kept from it."""
        return self._able <= self._ran

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The next of the list, which begins anew at the start of the part."""
        period = len(self.choices) - self.start
        gone = self.step - self.start
        over = gone >= period * self.times or (gone > 0 and gone % period == 0 and not self.worth())
        if self.missed or over:
            self.stop()
        chosen = super().choose(current, runnable, [])
        if self.step > self.start:
            self._able.update(thread.number for thread in runnable)
            self._ran.add(chosen.number)
        return chosen

    def wanted(self, spot: Spot, available: list[Any]) -> int | None:
        """The choice of the list, or of its repeated part."""
        here, end = self.step, len(self.choices)
        return self.choices[here if here < end else self.start + (here - self.start) % (end - self.start)]
