"""One thread is held at one of its steps while all the others go on as far as they can: what may be beside it is seen.

What a contract says must be possible ("two readers inside together") is a state in which threads stand at
certain places. Whatever two threads can do at once, the second without waiting for the first, is among these
schedules: there are as many as all threads have steps, so nothing is left to luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from harness.strategies.protocol import Profile


class HoldOneThread:
    """Runs one thread up to a step, then everybody else; it goes on when nobody else can.

    Args:
        thread: number of the thread.
        step: how many operations it has behind it when it is held.
    """

    name = "holding"

    def __init__(self, thread: int, step: int) -> None:
        self.thread = thread
        self.step = step

    def begin(self, rng: Random, profile: Profile) -> None:
        """There is no chance in it."""

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The thread until it is held; then the one that runs, else the youngest that can."""
        mine = next((thread for thread in runnable if thread.number == self.thread), None)
        if mine is not None and mine.ops < self.step:
            return mine
        others = [thread for thread in runnable if thread.number != self.thread]
        if current in others:
            return current
        return max(others, key=lambda thread: int(thread.number)) if others else runnable[0]


class HoldEachThread:
    """The schedules of `HoldOneThread`, for each thread and each of its steps, until all threads' steps are through.

    Iterate over it, running each one before asking for the next.

    Args:
        threads: how many there are; the first, which only starts the others, is left out.
        most: schedules.
        made: how many operations a thread has made, by number, in the schedule that was just run.
    """

    def __init__(self, threads: int, most: int, made: Callable[[int], int]) -> None:
        self._threads = range(1, threads)
        self._most = most
        self._made = made

    def __iter__(self) -> Iterator[HoldOneThread]:
        """Step by step, each thread in turn, so that what comes early is found early."""
        left, step, given = list(self._threads), 1, 0
        while left:
            for thread in list(left):
                if given == self._most:
                    return
                yield HoldOneThread(thread, step)
                given += 1
                if self._made(thread) <= step:
                    left.remove(thread)
            step += 1
