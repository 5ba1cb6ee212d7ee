"""Schedules that hold one thread at one of its steps while all the others run as far as they can.

What a contract says must be possible ("two readers inside together") is a state in which threads are at certain
places. Whatever two threads can do at once, the second without waiting for the first, is among these schedules. There
are as many as all threads together have steps, so nothing is left to luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from .protocol import Profile, T


class HoldOneThread:
    """Runs one thread up to a step, then all others; it continues when no other thread can.

    Args:
        thread: number of the thread.
        step: how many operations it has performed when it is held.
    """

    name = "holding"

    def __init__(self, thread: int, step: int) -> None:
        self.thread = thread
        self.step = step

    def begin(self, rng: Random, profile: Profile) -> None:
        """Prepare nothing: chance plays no part."""

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread to hold, until it has performed its steps; after that, only if no other can run.

        While it is held, the running thread continues, and after that the youngest one that can run.
        """
        mine = next((thread for thread in runnable if thread.number == self.thread), None)
        if mine is not None and mine.ops < self.step:
            return mine
        others = [thread for thread in runnable if thread.number != self.thread]
        if current is not None and current in others:
            return current
        return max(others, key=lambda thread: thread.number) if others else runnable[0]


class HoldEachThread:
    """The schedules of `HoldOneThread`, for each thread and each of its steps, up to the last step of every thread.

    Iterate over it, and run each schedule before asking for the next.

    Args:
        threads: how many there are; the first, which only starts the others, is left out.
        most: at most this many schedules.
        performed: how many operations a thread performed, by number, in the schedule that was just run.
    """

    def __init__(self, threads: int, most: int, performed: Callable[[int], int]) -> None:
        self._threads = range(1, threads)
        self._most = most
        self._performed = performed

    def __iter__(self) -> Iterator[HoldOneThread]:
        """Step by step, each thread in turn, so that what comes early is found early."""
        left, step, count = list(self._threads), 1, 0
        while left:
            for thread in list(left):
                if count == self._most:
                    return
                yield HoldOneThread(thread, step)
                count += 1
                if self._performed(thread) <= step:
                    left.remove(thread)
            step += 1
