"""The schedule in which all threads are before their next lock when one of them takes it."""

from __future__ import annotations

from random import Random

from ..trace import ACQUIRE, RELEASE, SETTLE, SLEEP, TIME, TRY, WAIT
from .protocol import Profile, T

WAITS = frozenset({ACQUIRE, TRY, RELEASE, WAIT, SLEEP, SETTLE})
"""Kinds of operations before which a thread lets the others come as far as it has."""


class Lockstep:
    """Runs each thread up to its next lock, wait or sleep, then the next thread.

    Threads that give a lock back and try again stay in step in it, however many variables each of them reads in
    between. So it shows a livelock of threads that do the same, which random schedules soon get out of step.
    """

    name = "lockstep"

    def __init__(self) -> None:
        self._last = -1

    def begin(self, rng: Random, profile: Profile) -> None:
        """Begin with the first thread: chance plays no part."""
        self._last = -1

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the running thread until it is before a lock, then the next one in order of creation."""
        if runnable[0].decides:
            return runnable[0]
        if current is not None and current.operation.kind not in WAITS and current.operation.obj is not TIME:
            return current  # a wait with a deadline begins with the time
        chosen = min(runnable, key=lambda thread: (thread.number <= self._last, thread.number))
        self._last = chosen.number
        return chosen
