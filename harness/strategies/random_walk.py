"""At every point, any thread."""

from __future__ import annotations

from random import Random
from typing import Any

from harness.strategies.protocol import Profile

EARLY = 0.15
"""How often a thread that could go on early is let, where there is one."""


class RandomWalk:
    """At every point, any runnable thread, all equally likely."""

    name = "random"

    def begin(self, rng: Random, profile: Profile) -> None:
        """Take the source of chance."""
        self.rng = rng

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """Any of them."""
        if extras and self.rng.random() < EARLY:
            return extras[int(self.rng.random() * len(extras))]
        return runnable[int(self.rng.random() * len(runnable))]


class Reluctant:
    """A random walk that mostly lets the running thread go on: few switches, anywhere."""

    name = "reluctant"

    def __init__(self, switch: float = 0.2) -> None:
        self.switch = switch

    def begin(self, rng: Random, profile: Profile) -> None:
        """Take the source of chance."""
        self.rng = rng

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The running thread, or now and then any."""
        if current is not None and self.rng.random() >= self.switch:
            return current
        if extras and self.rng.random() < EARLY:
            return extras[int(self.rng.random() * len(extras))]
        return runnable[int(self.rng.random() * len(runnable))]
