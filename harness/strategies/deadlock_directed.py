"""Makes a deadlock that may come, come: DeadlockFuzzer's second phase.

Joshi, Park, Sen, Naik: "A randomized dynamic program analysis technique for detecting real deadlocks",
PLDI 2009: a random schedule that leaves a thread standing before the acquire that would close the cycle.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, Protocol

from harness.strategies.protocol import Profile
from harness.trace import ACQUIRE, WAKE, Access


class Told(Protocol):
    """Tells of the accesses of the running execution, as ``harness.world.recording.access_tracer.AccessTracer``."""

    accesses: list[Access]


class DeadlockDirected:
    """Each thread of a cycle goes on until it is about to take the lock it wants, and stands there while another can.

    Args:
        stops: numbers of threads, and how many acquires each has behind it when it is to stop
            (``harness.checks.lock_order.directions``).
    """

    name = "directed"

    def __init__(self, stops: Sequence[tuple[int, int]]) -> None:
        self.stops = dict(stops)
        self.tracer: Told | None = None

    def trace(self, tracer: Told) -> None:
        """The accesses of the next execution will be told by this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Nobody has taken anything yet."""
        self.rng = rng
        self._told = 0
        self._turns = dict.fromkeys(self.stops, 0)

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """Whoever ran, else first the threads of the cycle; one that stands only when all others do, too."""
        self._count()
        free = [thread for thread in runnable if not self._stands(thread)] or runnable
        if current in free:
            return current
        ahead = [thread for thread in free if self._turns.get(thread.number, 0) <= self.stops.get(thread.number, -1)]
        return self.rng.choice(ahead or free)

    def _count(self) -> None:
        assert self.tracer is not None
        for access in self.tracer.accesses[self._told :]:
            if access.kind == ACQUIRE and access.thread in self._turns:
                self._turns[access.thread] += 1
        self._told = len(self.tracer.accesses)

    def _stands(self, thread: Any) -> bool:
        """It is about to take the lock before which it is to stop."""
        lock = thread.fused if thread.kind == WAKE else thread.obj if thread.kind == ACQUIRE else None
        return self._turns.get(thread.number) == self.stops.get(thread.number, -1) and hasattr(lock, "_kata_hidden")
