"""The calls of threads that call for ever: which are under way, and how often each was passed over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

CALLS = 2
"""Calls that each such thread makes where nobody looks for starvation."""


@dataclass
class OpenCall:
    """A call that is under way.

    Attributes:
        number: of the call, in order of their beginnings.
        passed: calls that began after it and have ended, by number of their thread.
    """

    number: int
    passed: Counter[int] = field(default_factory=Counter)


class Bypasses:
    """Who calls, in one execution.

    Attributes:
        open: the call under way of each thread that has one, by number of the thread.
        callers: all threads that have called.
        unbounded: they go on for ever; else for ``CALLS`` calls each.
    """

    def __init__(self) -> None:
        self.unbounded = False
        self.callers: set[int] = set()
        self.begin()

    def begin(self) -> None:
        """A new execution."""
        self.open: dict[int, OpenCall] = {}
        self._number = 0
        self._made: Counter[int] = Counter()

    def more(self, thread: int) -> bool:
        """The thread is to call once more."""
        return self.unbounded or self._made[thread] < CALLS

    def begins(self, thread: int) -> None:
        """A call begins."""
        self.callers.add(thread)
        self._number += 1
        self._made[thread] += 1
        self.open[thread] = OpenCall(self._number)

    def ends(self, thread: int) -> None:
        """A call ends: it has passed all those that began before it and are still under way."""
        ended = self.open.pop(thread)
        for other in self.open.values():
            if other.number < ended.number:
                other.passed[thread] += 1
