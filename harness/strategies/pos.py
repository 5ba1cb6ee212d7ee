"""Partial order sampling.

Yuan, Yang, Gu: "Partial order aware concurrency sampling", CAV 2018. Every pending operation has a random priority.
The operation of highest priority runs, and those that conflict with it get new priorities.
"""

from __future__ import annotations

from random import Random

from ..trace import READ, Choice
from .protocol import PendingOperation, Profile, T
from .random_walk import EARLY


class POS:
    """Chooses the pending operation of highest priority; those that conflict with it get new priorities."""

    name = "pos"

    def begin(self, rng: Random, profile: Profile) -> None:
        """Forget all priorities; they are drawn as operations appear."""
        self.rng = rng
        self.priority: dict[Choice, float] = {}

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread whose operation has the highest priority."""
        threads = runnable + extras if extras and self.rng.random() < EARLY else runnable
        return self.highest(threads, runnable)

    def highest(self, threads: list[T], runnable: list[T]) -> T:
        """Return the one of highest priority, and forget the priorities of runnable threads that conflict with it."""
        priority = self.priority
        best, most = threads[0], -1.0
        for thread in threads:
            value = priority.get(thread.choice)
            if value is None:
                value = priority[thread.choice] = self.rng.random()
            if value > most:
                best, most = thread, value
        del priority[best.choice]
        operation = best.operation
        for thread in runnable:
            if thread is not best and conflict(operation, thread.operation):
                priority.pop(thread.choice, None)
        return best


def conflict(one: PendingOperation, other: PendingOperation) -> bool:
    """True when the order of two pending operations can matter: same object and field, and not both are reads."""
    return (
        one.obj is other.obj
        and one.field == other.field
        and one.obj is not None
        and not (one.kind == READ and other.kind == READ)
    )
