"""The pairs of a step and a thread that was ready to take another step before it, in one traced execution.

Where the number of preemptions is bounded, races between neighbours are not enough to find all orders from: the way
to another order must not lead through one that costs more (Coons, Musuvathi, McKinley, OOPSLA 2013, algorithm BPOR,
lines 5 to 9). So a pair here is each step of another thread that a thread's next step depends on, taken while that
step was pending, and the last one of each other thread before. The step that frees a lock, or ends a thread, counts as
one on which the next step of a thread that waits for it depends: where the thread stops to wait, a switch is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from harness.strategies.dpor import depend
from harness.strategies.happens_before import ACCESSES, HappensBefore
from harness.trace import ACQUIRE, EDGE, END, FREE, JOINED, RELEASE, START, Access


class Past(NamedTuple):
    """An access of a location.

    Attributes:
        at: its position among the accesses.
        kind: its kind.
        index: the entry of its thread's clock.
    """

    at: int
    kind: str
    index: int


class Pair(NamedTuple):
    """A step, and a thread whose next step it is dependent with.

    Attributes:
        at: the position of the step's access.
        node: number of the step's choice; negative for a step without a choice.
        owner: number of the step's thread.
        thread: number of the other thread.
        waited: the other thread has taken no step since, so that it waited already if it could not be chosen.
    """

    at: int
    node: int
    owner: int
    thread: int
    waited: bool


class PendingRaces(HappensBefore):
    """The events of one execution, their clocks, and the pairs to take in the other order.

    Args:
        accesses: in the order they happened.
        threads: how many threads there were.
        fresh: pairs whose thread took its step before this position are known already.

    Attributes:
        pairs: a step, and a thread whose next step it is dependent with and does not happen before.
    """

    def __init__(self, accesses: list[Access], threads: int, fresh: int) -> None:
        self.pairs: list[Pair] = []
        self._all, self._new_from = accesses, fresh
        self._at_access = -1
        self._past: defaultdict[int, dict[int, list[Past]]] = defaultdict(dict)
        self._frees: defaultdict[int, dict[int, list[Past]]] = defaultdict(dict)
        self._over: dict[int, Past] = {}
        self._owners: dict[int, int] = {}
        """By number of a step: its thread."""
        self._ready: dict[int, list[int]] = {}
        """By number of a step: its thread's clock before it."""
        self._since: dict[int, int] = {}
        """By number of a step: the position of the last access of its thread before it."""
        self._latest = [-1] * threads
        super().__init__(accesses, threads)

    def _add(self, access: Access) -> None:
        self._at_access += 1
        at, (thread, node, kind, location) = self._at_access, access
        now = self._now[thread]
        if kind == JOINED:
            self._join(thread, location)
        elif kind != EDGE and node not in self._owners:
            self._owners[node], self._ready[node] = thread, list(now)
            self._since[node] = self._latest[thread]
        if kind in ACCESSES:
            owner = self._owners[node]
            if at >= self._new_from:
                self._look(owner, kind, location, self._ready[node], self._since[node])
        elif kind == FREE:
            now[thread] += 1  # else what happens after an earlier event would seem to happen after this
        super()._add(access)
        if kind in ACCESSES:
            self._past[location].setdefault(thread, []).append(Past(at, kind, now[thread]))
        elif kind == FREE:
            self._frees[location].setdefault(thread, []).append(Past(at, kind, now[thread]))
        elif kind == END:
            self._over[thread] = Past(at, kind, now[thread])
        elif kind == START:
            self._latest[location] = at
        self._latest[thread] = at

    def add_wait(self, thread: int, lock: int) -> None:
        """Add the pairs of a thread that waits for a lock at the end."""
        self._look(thread, ACQUIRE, lock, self._now[thread], self._latest[thread])

    def _look(self, thread: int, kind: str, location: int, ready: list[int], since: int) -> None:
        """Add the pairs of a thread whose next step is an access of a location."""
        for other, past in self._past[location].items():
            if other != thread:
                for one in reversed(past):
                    if ready[other] >= one.index:
                        break
                    if depend(one.kind, kind) and not (one.kind == RELEASE and kind == ACQUIRE):
                        self._pair(one, thread, waited=False)
                        if one.at < since:
                            break
        if kind == ACQUIRE:
            for other, past in self._frees[location].items():
                if other != thread:
                    for one in reversed(past):
                        if ready[other] >= one.index:
                            break
                        self._pair(one, thread, waited=one.at > since)
                        if one.at < since:
                            break

    def _join(self, thread: int, other: int) -> None:
        over = self._over.get(other)
        if over is not None and self._at_access >= self._new_from and self._now[thread][other] < over.index:
            self._pair(over, thread, waited=over.at > self._latest[thread])

    def _pair(self, one: Past, thread: int, *, waited: bool) -> None:
        node = self._all[one.at].node
        owner = self._owners[node]
        if owner != thread:
            self.pairs.append(Pair(one.at, node, owner, thread, waited))
