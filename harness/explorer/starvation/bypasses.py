"""Bypass counts: which calls of perpetual threads are open, and how often the calls of other threads overtook each.

A bypass of a call is a call of another thread that began after it and ended before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

CALLS = 2
"""Calls of each thread that would call forever, in schedules that do not look for starvation."""


@dataclass
class OpenCall:
    """A call that has begun and not ended.

    Attributes:
        number: of the call, in the order in which calls begin.
        bypasses: the number of bypasses by each other thread, by its number.
    """

    number: int
    bypasses: Counter[int] = field(default_factory=Counter)


class Bypasses:
    """The open calls of one execution.

    Attributes:
        open: the open call of each thread that has one, by number of the thread.
        callers: the numbers of all threads that have called in any execution.
        unbounded: threads call forever; otherwise each makes ``CALLS`` calls.
    """

    def __init__(self) -> None:
        self.unbounded = False
        self.callers: set[int] = set()
        self.begin()

    def begin(self) -> None:
        """Begin a new execution."""
        self.open: dict[int, OpenCall] = {}
        self._number = 0
        self._made: Counter[int] = Counter()

    def more(self, thread: int) -> bool:
        """Return whether the thread makes another call."""
        return self.unbounded or self._made[thread] < CALLS

    def begins(self, thread: int) -> None:
        """Record that a call of the thread begins."""
        self.callers.add(thread)
        self._number += 1
        self._made[thread] += 1
        self.open[thread] = OpenCall(self._number)

    def ends(self, thread: int) -> None:
        """Record that the thread's call ends: it bypasses all open calls that began before it."""
        ended = self.open.pop(thread)
        for other in self.open.values():
            if other.number < ended.number:
                other.bypasses[thread] += 1
