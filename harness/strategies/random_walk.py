"""Random walks: any thread at every choice, or mostly the one that is running."""

from __future__ import annotations

from random import Random

from .protocol import Profile, T

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


class FewPreemptions:
    """A random walk with at most N preemptions, at random choices.

    Args:
        most: how many. No timeout comes early.
    """

    name = "few"

    def __init__(self, most: int) -> None:
        self.most = most

    def begin(self, rng: Random, profile: Profile) -> None:
        """Draw the choices at which to preempt."""
        self.rng = rng
        self._places = {int(rng.random() * profile.choices) for _ in range(self.most)}
        self._number = -1

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the running thread if it can continue, except at a place drawn; else any."""
        self._number += 1
        if current is not None:
            others = [thread for thread in runnable if thread is not current]
            if self._number not in self._places or not others:
                return current
            return others[int(self.rng.random() * len(others))]
        decides = runnable[0].decides or (extras and extras[0].decides)
        candidates = [*runnable, *extras] if decides else runnable
        return candidates[int(self.rng.random() * len(candidates))]
