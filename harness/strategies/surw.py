"""Selectively uniform random walk.

Zhao, Zhu, Yu, Sen, Chen: "Selectively uniform concurrency testing", ASPLOS 2025. Each run draws one
shared location and schedules the threads' accesses to it so that all their orders are equally
likely; everything else goes by random priorities. How many accesses each thread makes is learned
from the runs before, and what a thread will start counts with it until it is started.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from harness.strategies.protocol import Profile

Site = tuple[str, Any]
"""A location by name: a field, a global, or the kind of operation on what has no name."""

PROFILES = 4
"""Runs between one forgetting and the next: counts are means over several runs, the latest weighing most."""


class SURW:
    """Uniform over the orders of the accesses to one location at a time."""

    name = "surw"

    def __init__(self) -> None:
        self._mean: dict[int, dict[Site, float]] = {}
        self._parents: dict[int, int] = {}
        self._runs = 0
        self._count: dict[int, Counter[Site]] = {}

    def begin(self, rng: Random, profile: Profile) -> None:
        """Learn from the last run, and draw the location of this one."""
        self._learn()
        self.rng = rng
        self._count = {}
        self._last = 0
        self._priority: dict[int, float] = {}
        self._draw()

    def _learn(self) -> None:
        if not self._count:
            return
        self._runs += 1
        weight = 1 / min(self._runs, PROFILES)
        for thread in self._mean.keys() | self._count.keys():
            mean, seen = self._mean.setdefault(thread, {}), self._count.get(thread, Counter())
            for site in mean.keys() | seen.keys():
                mean[site] = mean.get(site, 0.0) * (1 - weight) + seen[site] * weight

    def _draw(self) -> None:
        totals: dict[Site, float] = {}
        threads: Counter[Site] = Counter()
        for mean in self._mean.values():
            for site, count in mean.items():
                totals[site] = totals.get(site, 0.0) + count
                threads[site] += count > 0
        shared = sorted((site for site in totals if threads[site] > 1), key=repr)
        self.site: Site | None = None
        self._left: dict[int, float] = {}
        if not shared:
            return
        self.site = self.rng.choices(shared, [totals[site] for site in shared])[0]
        own = {thread: mean.get(self.site, 0.0) for thread, mean in self._mean.items()}
        self._unborn = {thread for thread in own if thread != 0}
        self._left = dict(own)
        for thread in sorted(self._unborn, reverse=True):  # with whoever will start it
            parent = self._parents.get(thread, 0)
            self._left[parent] = self._left.get(parent, 0.0) + self._left[thread]
        self._intended: int | None = None

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """Whoever the drawn order wants at the location; elsewhere the highest priority."""
        threads = runnable + extras if extras and self.rng.random() < 0.15 else runnable
        for thread in threads:
            self._meet(thread.number)
        chosen = self._pick(threads)
        site = _site(chosen)
        self._count.setdefault(chosen.number, Counter())[site] += 1
        self._last = chosen.number
        if site == self.site:
            self._left[chosen.number] = max(self._left.get(chosen.number, 0.0) - 1, 0.0)
            self._intended = None
        return chosen

    def _meet(self, number: int) -> None:
        """A thread that has just been started takes its share of the weight from its parent."""
        if number in self._priority:
            return
        self._priority[number] = self.rng.random()
        if number:
            self._parents.setdefault(number, self._last)
        if self.site is None or number not in self._unborn:
            return
        self._unborn.discard(number)
        parent = self._parents.get(number, 0)
        share, whole = self._left.get(number, 0.0), self._left.get(parent, 0.0)
        self._left[parent] = max(whole - share, 0.0)
        if self._intended == parent and whole > 0 and self.rng.random() < share / whole:
            self._intended = number  # the next access was to be one of its

    def _pick(self, threads: list[Any]) -> Any:
        if self.site is None:
            return threads[int(self.rng.random() * len(threads))]
        if self._intended is None or self._left.get(self._intended, 0.0) <= 0:
            self._intend()
        # accesses to the location wait until it is their thread's turn
        free = [thread for thread in threads if _site(thread) != self.site or thread.number == self._intended]
        best = max(free or threads, key=lambda thread: self._priority[thread.number])
        self._priority[best.number] = self.rng.random()
        return best

    def _intend(self) -> None:
        able = [(thread, left) for thread, left in sorted(self._left.items()) if left > 0]
        self._intended = None
        if able:
            self._intended = self.rng.choices([one for one, _ in able], [left for _, left in able])[0]


def _site(thread: Any) -> Site:
    if thread.field is not None:
        return ("", thread.field)
    return (thread.kind, thread.obj if type(thread.obj) is str else type(thread.obj).__name__)
