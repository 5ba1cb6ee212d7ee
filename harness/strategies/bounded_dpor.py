"""Bounded partial order reduction: all schedules with few preemptions, up to the order of independent steps.

Coons, Musuvathi, McKinley: "Bounded partial-order reduction", OOPSLA 2013, algorithm BPOR, by running the program
anew for each schedule. Within a bound, not every schedule of an equivalence class is allowed, so that the choice
before a race is not always the place for the other order: it may cost a preemption that another place does not.
Therefore the other order is also tried where the block of the race's first step began, that is, at the switch to its
thread. Sleep sets (see ``harness.strategies.dpor``) would cut off schedules whose equivalent ones the bound forbids.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from random import Random

from harness.strategies.pending_races import Pair, PendingRaces
from harness.strategies.protocol import AccessSource, Profile, T
from harness.trace import Choice


class Fork:
    """A choice of an execution, and what has been or will be tried instead.

    Attributes:
        enabled: the threads that could be chosen, or the outcomes of a step (a decision).
        free: the only one of them that costs no preemption, or None if none costs any.
        chosen: the one that this execution chose.
        cost: the preemptions before this choice.
        planned: those that have been or will be tried in this state.
    """

    __slots__ = ("chosen", "cost", "decision", "enabled", "free", "planned")

    def __init__(self, enabled: tuple[Choice, ...], free: Choice | None, chosen: Choice, cost: int, decision: bool) -> None:
        self.enabled = enabled
        self.free = free
        self.chosen = chosen
        self.cost = cost
        self.decision = decision
        self.planned: set[Choice] = {chosen}

    def price(self, choice: Choice) -> int:
        """Return the preemptions of a schedule up to and including this choice."""
        return self.cost + (self.free is not None and choice != self.free)


class BoundedDPOR:
    name = "bpor"

    def __init__(self) -> None:
        self.spent = False
        self.diverged = False
        self.unmodelled = ""
        self.doubtful = ""
        self.complete = -1
        self.runs = 0
        self.bound = 0
        self.seen: set[int] = set()
        self.schedules = 0
        self.classes = 0
        self.fingerprint = 0
        self.decisions: tuple[Choice, ...] = ()
        self.tracer: AccessSource | None = None
        self._left: list[deque[tuple[list[Fork], Choice]]] = []
        self._path: list[Fork] = []
        self._given = 0
        self._fresh = 0
        self.depth = 0
        self._cost = 0
        self._begins = []
        self.history = []

    def trace(self, tracer: AccessSource) -> None:
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        self.depth = self._cost = self._fresh = 0
        self._begins = []
        if self.runs:
            forks, choice = self._left[self.bound].pop()
            self._path = list(forks)
            self._alternative = choice
        self._given = len(self._path)

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        candidates = [*runnable, *extras]
        assert self.tracer is not None
        keys = tuple(one.choice for one in candidates)
        self._begins.append(len(self.tracer.accesses))
        depth, self.depth = self.depth, self.depth + 1
        if depth < self._given:
            fork = self._path[depth]
            if fork.enabled != keys:
                self.diverged = True
            choice = self._alternative if depth == self._given - 1 else fork.chosen
            chosen = next((one for one in candidates if one.choice == choice), candidates[0])
            cost = fork.price(choice)
            if depth == self._given - 1:
                self._fresh = len(self.tracer.accesses)
                alt = Fork(fork.enabled, fork.free, choice, fork.cost, fork.decision)
                alt.planned = fork.planned
                self._path[depth] = alt
        else:
            decides = runnable[0].decides or bool(extras and extras[0].decides)
            chosen = current if current is not None else candidates[0] if decides else min(runnable, key=lambda one: one.number)
            fork = Fork(keys, None if current is None else current.choice, chosen.choice, self._cost, decides)
            self._path.append(fork)
            cost = self._cost
            if decides or extras:
                for one in keys if decides else [one.choice for one in extras]:
                    self._plan(depth, one)
        self._cost = cost
        if not chosen.decides:
            self.tracer.chosen(depth, chosen.number)
        return chosen

    def _plan(self, depth: int, choice: Choice) -> None:
        fork = self._path[depth]
        if choice in fork.planned:
            return
        fork.planned.add(choice)
        price = fork.price(choice)
        while len(self._left) <= price:
            self._left.append(deque())
        self._left[price].append((self._path[: depth + 1], choice))

    def end(self) -> None:
        assert self.tracer is not None
        self.runs += 1
        self.unmodelled = self.unmodelled or self.tracer.unmodelled
        self.doubtful = self.doubtful or self.tracer.doubtful
        history = PendingRaces(self.tracer.accesses, self.tracer.threads, self._fresh)
        for thread, lock in self.tracer.waiting():
            history.add_wait(thread, lock)
        self.fingerprint = history.fingerprint()
        self.decisions = tuple(fork.chosen for fork in self._path if fork.decision)
        self.seen.add(hash((self.fingerprint, self.decisions)))
        for pair in history.pairs:
            self._reverse(pair)
        self._advance()

    def _reverse(self, pair: Pair) -> None:
        if pair.node >= 0:
            if pair.waited and pair.thread not in self._path[pair.node].enabled:
                return
            self._try(pair.node, pair.thread)
            block = pair.node
        elif pair.waited:
            return
        else:
            block = bisect_right(self._begins, pair.at) - 1
        while block >= 0:
            fork = self._path[block]
            if not fork.decision:
                if fork.chosen != pair.owner:
                    return  # no other thread could run where the block began
                if fork.free != pair.owner:
                    self._try(block, pair.thread)
                    return
            block -= 1

    def _advance(self) -> None:
        level = next((level for level, left in enumerate(self._left) if left), None)
        if level is None:
            self.spent = True
            level = len(self._left) or 1
        if level > self.complete + 1:
            self.complete = level - 1
            self.schedules, self.classes = self.runs, len(self.seen)
            self.history.append((self.complete, self.schedules, self.classes))
        self.bound = level

    def _try(self, node: int, thread: int) -> None:
        fork = self._path[node]
        if thread in fork.enabled:
            self._plan(node, thread)
        else:
            for one in fork.enabled:
                self._plan(node, one)
