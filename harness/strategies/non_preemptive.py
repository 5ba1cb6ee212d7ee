"""The first schedules of every search: without a preemption, in both orders."""

from __future__ import annotations

from random import Random

from .protocol import Profile, T


class NonPreemptive:
    """Runs each thread until it waits or ends, then the oldest (or the youngest) that can run."""

    def __init__(self, youngest: bool = False) -> None:
        self.name = "baseline-reverse" if youngest else "baseline"
        self.youngest = youngest

    def begin(self, rng: Random, profile: Profile) -> None:
        """Prepare nothing: chance plays no part."""

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the running thread, if it can continue."""
        if current is not None:
            return current
        if self.youngest:
            return max(runnable, key=lambda thread: thread.number)
        return min(runnable, key=lambda thread: thread.number)
