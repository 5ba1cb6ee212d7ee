"""Selectively uniform random walk.

Zhao, Zhu, Yu, Sen, Chen: "Selectively uniform concurrency testing", ASPLOS 2025. Each run draws one shared location
and schedules the threads' accesses to it so that all their orders are equally likely; everything else is chosen by
random priorities. How many accesses each thread makes is learned from earlier runs. The accesses of a thread that has
not been started count as accesses of the thread that will start it.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from ..trace import Choice, Fault
from .protocol import Candidate, Profile, T
from .random_walk import EARLY

Site = tuple[str, str]
"""A location by name: a field, a global, or an operation's kind and the class of its object, which has no name."""

PROFILES = 4
"""The counts are means over about this many runs; the latest run has the greatest weight."""


class SURW:
    """Chooses uniformly among the orders of the accesses to one location at a time."""

    name = "surw"

    def __init__(self) -> None:
        self._mean: dict[Choice, dict[Site, float]] = {}
        """By thread: how often it accesses each location in a run."""
        self._parents: dict[Choice, Choice] = {}
        """By thread: the thread that ran before it was first seen, which has started it."""
        self._runs = 0
        self._count: dict[Choice, dict[Site, int]] = {}
        """By thread: its accesses in the present run."""

    def begin(self, rng: Random, profile: Profile) -> None:
        """Learn from the last run, and draw the location of the next."""
        self._learn()
        self.rng = rng
        self._count = {}
        self._last: Choice = 0
        self._priority: dict[Choice, float] = {}
        self._draw()

    def _learn(self) -> None:
        if not self._count:
            return
        self._runs += 1
        weight = 1 / min(self._runs, PROFILES)
        for thread in self._mean.keys() | self._count.keys():
            mean, seen = self._mean.setdefault(thread, {}), self._count.get(thread, {})
            for site in mean.keys() | seen.keys():
                mean[site] = mean.get(site, 0.0) * (1 - weight) + seen.get(site, 0) * weight

    def _draw(self) -> None:
        totals: dict[Site, float] = {}
        threads: Counter[Site] = Counter()
        for mean in self._mean.values():
            for site, count in mean.items():
                totals[site] = totals.get(site, 0.0) + count
                threads[site] += count > 0
        shared = sorted((site for site in totals if threads[site] > 1), key=repr)
        self.site: Site | None = None
        self._left: dict[Choice, float] = {}
        """By thread: how many accesses to the location it is expected still to make."""
        if not shared:
            return
        self.site = self.rng.choices(shared, [totals[site] for site in shared])[0]
        own = {thread: mean.get(self.site, 0.0) for thread, mean in self._mean.items()}
        self._unborn = {thread for thread in own if thread != 0}
        """Threads that are expected but have not been seen in this run."""
        self._left = dict(own)
        for thread in sorted(self._unborn, key=_age, reverse=True):  # added to the thread that will start it
            parent = self._parents.get(thread, 0)
            self._left[parent] = self._left.get(parent, 0.0) + self._left[thread]
        self._intended: Choice | None = None

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread that comes next in the drawn order of accesses; elsewhere that of highest priority."""
        threads = runnable + extras if extras and self.rng.random() < EARLY else runnable
        for thread in threads:
            if thread.choice not in self._priority:
                self._meet(thread.choice)
        chosen = self._pick(threads)
        site = _site(chosen)
        count = self._count.get(chosen.choice)
        if count is None:
            count = self._count[chosen.choice] = {}
        count[site] = count.get(site, 0) + 1
        self._last = chosen.choice
        if site == self.site:
            self._left[chosen.choice] = max(self._left.get(chosen.choice, 0.0) - 1, 0.0)
            self._intended = None
        return chosen

    def _meet(self, thread: Choice) -> None:
        """Move a new thread's expected accesses from its parent to the thread itself."""
        self._priority[thread] = self.rng.random()
        if thread:
            self._parents.setdefault(thread, self._last)
        if self.site is None or thread not in self._unborn:
            return
        self._unborn.discard(thread)
        parent = self._parents.get(thread, 0)
        share, whole = self._left.get(thread, 0.0), self._left.get(parent, 0.0)
        self._left[parent] = max(whole - share, 0.0)
        if self._intended == parent and whole > 0 and self.rng.random() < share / whole:
            self._intended = thread  # the access that was to come next is one of the new thread's

    def _pick(self, threads: list[T]) -> T:
        if self.site is None:
            return threads[int(self.rng.random() * len(threads))]
        if self._intended is None or self._left.get(self._intended, 0.0) <= 0:
            self._intend()
        # accesses to the location wait until it is their thread's turn
        site, intended, priority = self.site, self._intended, self._priority
        free = [thread for thread in threads if thread.choice == intended or _site(thread) != site] or threads
        best = free[0]
        for thread in free:
            if priority[thread.choice] > priority[best.choice]:
                best = thread
        priority[best.choice] = self.rng.random()
        return best

    def _intend(self) -> None:
        """Draw the thread whose access to the location comes next."""
        able = [(thread, self._left[thread]) for thread in sorted(self._left, key=_age) if self._left[thread] > 0]
        self._intended = None
        if able:
            self._intended = self.rng.choices([one for one, _ in able], [left for _, left in able])[0]


def _age(choice: Choice) -> tuple[bool, int]:
    """Return a key that puts threads in order of starting, and injected faults behind them."""
    return (True, choice.thread) if isinstance(choice, Fault) else (False, choice)


def _site(thread: Candidate) -> Site:
    operation = thread.operation
    if operation.field is not None:
        return ("", operation.field)
    return (operation.kind, operation.obj if isinstance(operation.obj, str) else type(operation.obj).__name__)
