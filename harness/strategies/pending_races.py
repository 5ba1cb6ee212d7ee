"""Steps of one traced execution, each with a thread whose next step was pending and depends on it.

Where preemptions are bounded, it is not enough to reverse the races of ``harness.strategies.happens_before`` one after
another, because the executions on the way to another order may cost more than that order itself. Coons, Musuvathi,
McKinley: "Bounded partial-order reduction", OOPSLA 2013, algorithm BPOR, look in every state at the next step of each
thread, and at the last step of each other thread on which it depends.

The next step of a thread that has to wait depends on the step that lets it continue, too. It makes no difference to
the program whether the thread begins to wait, but to the bound: a switch from a thread that waits costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..trace import (
    ACQUIRE,
    CLOCK,
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

STEPPING = ACCESSES | {FREE, START, END, FORESTALLED}
"""Kinds that are part of a step."""


Pair = tuple[int, int, int, int, bool]
"""A step, and another thread that could perhaps take its next step before it.

- The position of the step's access among all accesses.
- The number of the step's choice; negative for a step without a choice.
- The number of the step's thread.
- The number of the other thread.
- Whether the other thread has done nothing since this step. If it could not be chosen then, it waited already for just
  what this step brought, and could do nothing before.
"""
Past = tuple[int, str, int, int]
"""An access of a location, or the end of a thread: its position among all accesses, its kind, its thread's entry in the
clock of that thread, and the number of its step."""
TracedStep = tuple[int, list[int], int]
"""A step at its beginning: the number of its thread, that thread's clock, and the position of its last access. A thread
that it starts is a part of it up to that thread's first operation."""
NOTHING: Mapping[int, list[Past]] = {}


class PendingRaces(HappensBefore):
    """The events of one execution, their clocks, and the pairs to take in the other order.

    Args:
        accesses: in the order they happened.
        threads: how many threads there were.
        fresh: pairs whose thread took its step before this position are known already.

    Attributes:
        pairs: the steps that do not happen before what the thread had done when its next step was pending.
    """

    counts_frees = True  # so that a release is not taken for a part of what its thread did before
    __slots__ = ("_begun", "_clock_was", "_freed", "_latest", "_over", "_past", "_seen_ends", "pairs")

    def __init__(self, accesses: Sequence[Access], threads: int, fresh: int) -> None:
        self.pairs: list[Pair] = []
        self._past: dict[int, dict[int, list[Past]]] = {}
        """By location and thread: the accesses."""
        self._freed: dict[int, dict[int, list[Past]]] = {}
        """By lock and thread: where it became free."""
        self._over: dict[int, Past] = {}
        """By thread: its end."""
        self._begun: dict[int, TracedStep] = {}
        """By number: the steps."""
        self._latest = [-1] * (threads + 1)
        """By thread, the clock among them: the position of its last access."""
        self._seen_ends: list[int] = []
        """For each thread that has joined another one: how much it knew of that one before."""
        self._clock_was: list[list[int]] = []
        """For each wait that was ended before its deadline could end it: the clock of the clock then."""
        HappensBefore.__init__(self, accesses, threads, len(accesses))
        self._find(accesses, fresh)

    def _order(self, access: Access) -> None:
        """Take in an edge, and note what is known at this moment only."""
        thread, _, kind, other = access
        if kind == JOINED:
            self._seen_ends.append(self._now[thread][other])
        elif kind == FORESTALLED and other == CLOCK:
            self._clock_was.append(self._now[CLOCK][:])
        HappensBefore._order(self, access)

    def add_wait(self, thread: int, lock: int) -> None:
        """Add the pairs of a thread that waits for a lock at the end."""
        self._look((thread, self._now[thread], self._latest[thread]), ACQUIRE, lock)

    def add_deadlines(self) -> None:
        """Add the pairs of the clock, whose next step could have come by now, and perhaps never will."""
        self._look((CLOCK, self._now[CLOCK], self._latest[CLOCK]), WRITE, MOMENT)

    def _find(self, accesses: Sequence[Access], fresh: int) -> None:
        """Add the pairs of all steps."""
        begun, latest, ready = self._begun, self._latest, self._ready
        assert ready is not None
        ticks = [0] * (self.threads + 1)
        seen_ends, clock_was = iter(self._seen_ends), iter(self._clock_was)
        for position, (thread, node, kind, location) in enumerate(accesses):
            if kind in STEPPING and node not in begun:
                begun[node] = (thread, ready[node], latest[thread])
            if kind in ACCESSES:
                if position >= fresh:
                    self._look(begun[node], kind, location)
                ticks[thread] += 1
                past = (position, kind, ticks[thread], node)
                threads = self._past.get(location)
                if threads is None:
                    self._past[location] = {thread: [past]}
                elif thread in threads:
                    threads[thread].append(past)
                else:
                    threads[thread] = [past]
            elif kind == FREE:
                ticks[thread] += 1
                freed = self._freed.setdefault(location, {})
                freed.setdefault(thread, []).append((position, kind, ticks[thread], node))
            elif kind == END:
                self._over[thread] = (position, kind, ticks[thread], node)
            elif kind == START:
                latest[location] = position
            elif kind == JOINED:
                known, over = next(seen_ends), self._over.get(location)
                if over is not None and position >= fresh and known < over[2]:
                    self._pair(over, thread, over[0] > latest[thread])
            elif kind == FORESTALLED:
                now = next(clock_was) if location == CLOCK else []
                if position >= fresh:
                    if location == CLOCK:
                        self._look((CLOCK, now, latest[CLOCK]), WRITE, MOMENT)
                    else:
                        self._pair((position, kind, 0, node), location, False)
            latest[thread] = position

    def _look(self, step: TracedStep, kind: str, location: int) -> None:
        """Add the pairs of a step that accesses a location: of each thread all while it was pending, and one before."""
        owner, ready, since = step
        for other, accesses in self._past.get(location, NOTHING).items():
            known = ready[other]
            if other == owner or accesses[-1][2] <= known:  # mostly
                continue
            for past in reversed(accesses):
                if known >= past[2]:
                    break
                if depend(past[1], kind) and (past[1], kind) != (RELEASE, ACQUIRE):
                    self._pair(past, owner, False)
                    if past[0] < since:
                        break
        if kind != ACQUIRE:
            return
        for other, accesses in self._freed.get(location, NOTHING).items():
            if other == owner:
                continue
            for past in reversed(accesses):
                if ready[other] >= past[2]:
                    break
                self._pair(past, owner, past[0] > since)
                if past[0] < since:
                    break

    def _pair(self, past: Past, thread: int, waits: bool) -> None:
        at, _, _, node = past
        owner = self._begun[node][0]
        if owner != thread:
            self.pairs.append((at, node, owner, thread, waits))
