"""Holds a thread just before one of its accesses while all other threads run: how a race shows what it can do.

Sen, "Race directed random testing of concurrent programs", PLDI 2008: a thread is held before an access that races
until another thread is at the other access. Here the others run as far as they can, which brings about the reversal of
the race as well as whatever they do between two accesses of the held thread, such as an update that is lost.
"""

from __future__ import annotations

from random import Random

from .protocol import AccessSource, Profile, T


class HoldBeforeAccess:
    """Runs one thread up to an access, then all others; it continues when no other thread can.

    Args:
        thread: number of the thread.
        accesses: how many accesses and happens-before edges it has made when it is held.
    """

    name = "holding at a race"

    def __init__(self, thread: int, accesses: int) -> None:
        self.thread = thread
        self.accesses = accesses
        self.tracer: AccessSource | None = None

    def trace(self, tracer: AccessSource) -> None:
        """Read the accesses of the next execution from this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Begin a schedule: the thread has accessed nothing. Chance plays no part."""
        self._read = self._made = 0

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread to hold, until it is at its access; after that, only if no other can run.

        While it is held, the running thread continues, and after that the youngest one that can run.
        """
        mine = next((thread for thread in runnable if thread.number == self.thread), None)
        if mine is not None and self._count() < self.accesses:
            return mine
        others = [thread for thread in runnable if thread.number != self.thread]
        if current is not None and current in others:
            return current
        return max(others, key=lambda thread: thread.number) if others else runnable[0]

    def _count(self) -> int:
        """Return how many accesses and edges the thread has made."""
        assert self.tracer is not None
        accesses = self.tracer.accesses
        self._made += sum(thread == self.thread for thread, _, _, _ in accesses[self._read :])
        self._read = len(accesses)
        return self._made
