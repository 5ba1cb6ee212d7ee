"""Steps of one traced execution, each with a thread whose next step was pending and depends on it.

Where preemptions are bounded, it is not enough to reverse the races of ``harness.strategies.happens_before`` one after
another, because the executions on the way to another order may cost more than that order itself. Coons, Musuvathi,
McKinley: "Bounded partial-order reduction", OOPSLA 2013, algorithm BPOR, look in every state at the next step of each
thread, and at the last step of each other thread on which it depends.

The next step of a thread that has to wait depends on the step that lets it continue, too. It makes no difference to
the program whether the thread begins to wait, but to the bound: a switch from a thread that waits costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..trace import (
    ACQUIRE,
    CLOCK,
    DUE,
    EDGE,
    END,
    FORESTALLED,
    FREE,
    JOINED,
    MOMENT,
    RELEASE,
    START,
    WRITE,
    Access,
)
from .dpor import depend
from .happens_before import ACCESSES, HappensBefore


class Pair(NamedTuple):
    """A step, and another thread that could perhaps take its next step before it.

    Attributes:
        at: the position of the step's access among all accesses.
        node: number of the step's choice; negative for a step without a choice.
        owner: number of the step's thread.
        thread: number of the other thread.
        waits: the other thread has done nothing since this step. If it could not be chosen then, it waited already for
            just what this step brought, and could do nothing before.
    """

    at: int
    node: int
    owner: int
    thread: int
    waits: bool


class Past(NamedTuple):
    """An access of a location, or the end of a thread.

    Attributes:
        at: its position among all accesses.
        kind: its kind.
        tick: the entry of its thread in its clock.
        node: number of its step.
    """

    at: int
    kind: str
    tick: int
    node: int


class TracedStep(NamedTuple):
    """A step, at its beginning.

    Attributes:
        owner: number of its thread; a thread that it starts is a part of it up to that thread's first operation.
        ready: the clock of its thread.
        since: the position of the last access of its thread.
    """

    owner: int
    ready: list[int]
    since: int


class PendingRaces(HappensBefore):
    """The events of one execution, their clocks, and the pairs to take in the other order.

    Args:
        accesses: in the order they happened.
        threads: how many threads there were.
        fresh: pairs whose thread took its step before this position are known already.

    Attributes:
        pairs: the steps that do not happen before what the thread had done when its next step was pending.
    """

    def __init__(self, accesses: Iterable[Access], threads: int, fresh: int) -> None:
        self.pairs: list[Pair] = []
        self._position = -1
        self._unknown = fresh
        self._past: defaultdict[int, dict[int, list[Past]]] = defaultdict(dict)
        """By location and thread: the accesses."""
        self._freed: defaultdict[int, dict[int, list[Past]]] = defaultdict(dict)
        """By lock and thread: where it became free."""
        self._over: dict[int, Past] = {}
        """By thread: its end."""
        self._begun: dict[int, TracedStep] = {}
        """By number: the steps."""
        self._latest = [-1] * (threads + 1)
        """By thread, the clock among them: the position of its last access."""
        super().__init__(accesses, threads)

    def add_wait(self, thread: int, lock: int) -> None:
        """Add the pairs of a thread that waits for a lock at the end."""
        self._look(TracedStep(thread, self._now[thread], self._latest[thread]), ACQUIRE, lock)

    def add_deadlines(self) -> None:
        """Add the pairs of the clock, whose next step could have come by now, and perhaps never will."""
        self._look(TracedStep(CLOCK, self._now[CLOCK], self._latest[CLOCK]), WRITE, MOMENT)

    def _add(self, access: Access) -> None:
        self._position += 1
        thread, node, kind, location = access
        if kind == JOINED:
            self._join(thread, location)
        elif kind not in (EDGE, DUE) and node not in self._begun:
            self._begun[node] = TracedStep(thread, list(self._now[thread]), self._latest[thread])
        if kind in ACCESSES and self._position >= self._unknown:
            self._look(self._begun[node], kind, location)
        if kind == FREE:  # counts, so that it is not taken for a part of what its thread did before
            self._now[thread][thread] += 1
        super()._add(access)
        if kind == FORESTALLED and self._position >= self._unknown:
            if location == CLOCK:
                self.add_deadlines()
            else:
                self._pair(Past(self._position, kind, 0, node), location, waits=False)
        past = Past(self._position, kind, self._now[thread][thread], node)
        if kind in ACCESSES:
            self._past[location].setdefault(thread, []).append(past)
        elif kind == FREE:
            self._freed[location].setdefault(thread, []).append(past)
        elif kind == END:
            self._over[thread] = past
        elif kind == START:
            self._latest[location] = self._position
        self._latest[thread] = self._position

    def _look(self, step: TracedStep, kind: str, location: int) -> None:
        """Add the pairs of a step that accesses a location: of each thread all while it was pending, and one before."""
        for other, accesses in self._past[location].items():
            for past in reversed(accesses) if other != step.owner else ():
                if step.ready[other] >= past.tick:
                    break
                if depend(past.kind, kind) and (past.kind, kind) != (RELEASE, ACQUIRE):
                    self._pair(past, step.owner, waits=False)
                    if past.at < step.since:
                        break
        if kind != ACQUIRE:
            return
        for other, accesses in self._freed[location].items():
            for past in reversed(accesses) if other != step.owner else ():
                if step.ready[other] >= past.tick:
                    break
                self._pair(past, step.owner, waits=past.at > step.since)
                if past.at < step.since:
                    break

    def _join(self, thread: int, other: int) -> None:
        """Add the pair of a thread that has joined another one, with that one's last step."""
        over = self._over.get(other)
        if over is not None and self._position >= self._unknown and self._now[thread][other] < over.tick:
            self._pair(over, thread, waits=over.at > self._latest[thread])

    def _pair(self, past: Past, thread: int, *, waits: bool) -> None:
        owner = self._begun[past.node].owner
        if owner != thread:
            self.pairs.append(Pair(past.at, past.node, owner, thread, waits))
