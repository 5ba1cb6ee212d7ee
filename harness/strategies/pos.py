"""Partial order sampling.

Yuan, Yang, Gu: "Partial order aware concurrency sampling", CAV 2018. Every pending operation has a
random priority; the highest runs, and the operations that race with it draw anew.
"""

from __future__ import annotations

from random import Random
from typing import Any

from harness.strategies.protocol import Profile
from harness.trace import READ


class POS:
    """The pending operation of highest priority; those it conflicts with draw new ones."""

    name = "pos"

    def begin(self, rng: Random, profile: Profile) -> None:
        """Priorities are drawn as operations appear."""
        self.rng = rng
        self.priority: dict[int, tuple[Any, float]] = {}

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The highest, and a new draw for whoever races with it."""
        threads = runnable + extras if extras and self.rng.random() < 0.15 else runnable
        drawn = self.priority
        best, most = threads[0], -1.0
        for thread in threads:
            known = drawn.get(thread.number)
            if known is None:
                known = drawn[thread.number] = (None, self.rng.random())
            if known[1] > most:
                best, most = thread, known[1]
        del drawn[best.number]
        for thread in runnable:
            if thread is not best and conflict(best, thread):
                drawn.pop(thread.number, None)
        return best


def conflict(one: Any, other: Any) -> bool:
    """The order of two pending operations can matter: same object and field, not both reads."""
    return (
        one.obj is other.obj
        and one.field == other.field
        and one.obj is not None
        and not (one.kind == READ and other.kind == READ)
    )
