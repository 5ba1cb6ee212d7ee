"""Random walks: any thread at every choice, or mostly the one that is running."""

from __future__ import annotations

from random import Random

from harness.strategies.protocol import Profile, T

EARLY = 0.15
"""How often a candidate that could come before its time is chosen, where there is one."""


class RandomWalk:
    """Chooses any runnable thread, all equally likely."""

    name = "random"

    def begin(self, rng: Random, profile: Profile) -> None:
        """Keep the source of chance."""
        self.rng = rng

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return any of them."""
        if extras and self.rng.random() < EARLY:
            return extras[int(self.rng.random() * len(extras))]
        return runnable[int(self.rng.random() * len(runnable))]


class Reluctant:
    """A random walk that mostly lets the running thread continue: few switches, anywhere.

    Args:
        switch: how often it chooses anew.
    """

    name = "reluctant"

    def __init__(self, switch: float = 0.2) -> None:
        self.switch = switch

    def begin(self, rng: Random, profile: Profile) -> None:
        """Keep the source of chance."""
        self.rng = rng

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the running thread, or now and then any."""
        if current is not None and self.rng.random() >= self.switch:
            return current
        if extras and self.rng.random() < EARLY:
            return extras[int(self.rng.random() * len(extras))]
        return runnable[int(self.rng.random() * len(runnable))]
