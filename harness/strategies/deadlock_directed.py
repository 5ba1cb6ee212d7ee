"""Steers an execution into a deadlock that two lock orders make possible: DeadlockFuzzer's second phase.

Joshi, Park, Sen, Naik: "A randomized dynamic program analysis technique for detecting real deadlocks", PLDI 2009: a
random schedule that holds a thread before the acquire that would close the cycle.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from ..trace import ACQUIRE, WAKE
from .protocol import AccessSource, Candidate, Profile, T


class DeadlockDirected:
    """Runs each thread of a cycle up to its stop, just before it acquires the lock it wants.

    A thread at its stop is held while another can run.

    Args:
        stops: numbers of threads, and how many locks each has acquired when it is to be held
            (``harness.checks.lock_order.directions``).
    """

    name = "directed"

    def __init__(self, stops: Sequence[tuple[int, int]]) -> None:
        self.stops = dict(stops)
        self.tracer: AccessSource | None = None

    def trace(self, tracer: AccessSource) -> None:
        """Read the accesses of the next execution from this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Begin a schedule: no thread has acquired anything."""
        self.rng = rng
        self._read = 0
        """How many of the accesses have been counted."""
        self._acquired = dict.fromkeys(self.stops, 0)

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the running thread; else a random one that has not passed its stop.

        A thread that is held at its stop is returned only if all threads that can run are held.
        """
        self._count()
        free = [thread for thread in runnable if not self._is_held(thread)] or runnable
        if current is not None and current in free:
            return current
        ahead = [thread for thread in free if self._acquired.get(thread.number, 0) <= self.stops.get(thread.number, -1)]
        return self.rng.choice(ahead or free)

    def _count(self) -> None:
        assert self.tracer is not None
        for thread, _, kind, _ in self.tracer.accesses[self._read :]:
            if kind == ACQUIRE and thread in self._acquired:
                self._acquired[thread] += 1
        self._read = len(self.tracer.accesses)

    def _is_held(self, thread: Candidate) -> bool:
        """True when the thread is about to acquire the lock before which it is to be held."""
        operation = thread.operation
        lock = thread.fused if operation.kind == WAKE else operation.obj if operation.kind == ACQUIRE else None
        reached = self._acquired.get(thread.number) == self.stops.get(thread.number, -1)
        return reached and hasattr(lock, "_kata_hidden")
