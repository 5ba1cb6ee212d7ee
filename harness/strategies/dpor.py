"""Dynamic partial order reduction: one schedule of each class of schedules that differ in nothing that matters.

Abdulla, Aronis, Jonsson, Sagonas: "Optimal dynamic partial order reduction", POPL 2014, algorithm 1:
source sets and sleep sets, by running anew for each schedule. At least one complete execution of
each Mazurkiewicz trace is run, and no more than one.
"""

from __future__ import annotations

from random import Random
from typing import Any, Protocol

from harness.strategies.happens_before import ACCESSES, HappensBefore
from harness.strategies.protocol import Profile
from harness.trace import READ, TRY, Access

Step = list[tuple[int, str]]
"""What one step of a thread does: locations, and how."""


class Tracer(Protocol):
    """Tells of the accesses of the running execution, as ``harness.world.recording.access_tracer.AccessTracer``."""

    accesses: list[Access]

    @property
    def threads(self) -> int:
        """How many threads there were."""

    @property
    def unmodelled(self) -> str:
        """What of the execution no search can be exhaustive about."""

    @property
    def doubtful(self) -> str:
        """What of it is traced, but not shown to be traced in all its consequences."""

    def stop(self) -> None:
        """End the execution."""

    def waiting(self) -> list[tuple[int, int]]:
        """Who waits for a lock now, and for which."""

    @property
    def known(self) -> int:
        """How many locations have been met."""

    def anticipate(self, threads: list[Any]) -> None:
        """Number what the threads are about to come to."""

    def chosen(self, node: int, thread: int) -> None:
        """A choice was made."""


class Node:
    """One choice on the path that is being explored."""

    __slots__ = ("backtrack", "begins", "chosen", "done", "enabled", "known", "sleep")

    def __init__(self, enabled: list[int], sleep: dict[int, Step], begins: int, known: int) -> None:
        self.enabled = enabled
        self.sleep = sleep
        """Threads whose next step has been tried in this state or in one that differs in nothing from it."""
        self.begins = begins
        """How many accesses came before it."""
        self.known = known
        """How many locations had been met; later numbers depend on what is chosen."""
        self.chosen = -1
        self.backtrack: set[int] = set()
        self.done: dict[int, Step] = {}


class DPOR:
    """Explores all classes, depth first.

    Attributes:
        spent: every class has been run.
        classes: how many complete executions there were.
        diverged: the program did not repeat itself, so that nothing can be said of all schedules.
        unmodelled: what of the program the reduction knows nothing of; "" if there was nothing.
        doubtful: what it may know too little of.
    """

    name = "dpor"

    def __init__(self) -> None:
        self.stack: list[Node] = []
        self.spent = False
        self.classes = 0
        self.diverged = False
        self.unmodelled = ""
        self.doubtful = ""
        self._new_from = 0
        self.depth = 0
        self.fingerprint = 0
        self.redundant = False
        self.tracer: Tracer | None = None

    # -- one execution ---------------------------------------------------------------------------------------

    def trace(self, tracer: Tracer) -> None:
        """The accesses of the next execution will be told by this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Start anew from the first choice."""
        self.depth = 0
        self.redundant = False
        self._new_from = self.stack[-1].begins if self.stack else 0

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """As on the path; past its end the running thread, if it is not asleep, else the oldest that is not."""
        assert self.tracer is not None
        self.tracer.anticipate(runnable)
        if self.depth < len(self.stack):
            node = self.stack[self.depth]
            if node.enabled != sorted(thread.number for thread in runnable):
                self.diverged = True
            chosen = next((thread for thread in runnable if thread.number == node.chosen), runnable[0])
        else:
            node = Node(
                sorted(thread.number for thread in runnable),
                self._asleep(),
                len(self.tracer.accesses),
                self.tracer.known,
            )
            chosen = self._pick(node, current, runnable)
            self.stack.append(node)
        self.tracer.chosen(self.depth, chosen.number)
        self.depth += 1
        return chosen

    def _pick(self, node: Node, current: Any, runnable: list[Any]) -> Any:
        awake = [thread for thread in runnable if thread.number not in node.sleep]
        if not awake or self.redundant:
            self.redundant = True  # all that could come has come elsewhere
            assert self.tracer is not None
            self.tracer.stop()
            return runnable[0]
        chosen = current if current in awake else min(awake, key=lambda thread: int(thread.number))
        node.chosen = chosen.number
        node.backtrack.add(chosen.number)
        return chosen

    def _asleep(self) -> dict[int, Step]:
        """Who sleeps in the state that was just reached: those that slept before and whose step commutes.

        A sleeper that ran, because nobody else could, makes the execution redundant.
        """
        if not self.stack:
            return {}
        node = self.stack[-1]
        assert self.tracer is not None
        asleep = {**node.sleep, **node.done}
        asleep.pop(node.chosen, None)
        for access in self.tracer.accesses[node.begins :]:
            if access.thread in asleep and access.kind in ACCESSES:
                self.redundant = True
                break
            for number in [number for number, step in asleep.items() if _conflict(step, access, node.known)]:
                del asleep[number]
        return asleep

    def end(self) -> None:
        """Learn from the execution which orders to try, and set out for the next."""
        assert self.tracer is not None
        self._asleep()
        self.unmodelled = self.unmodelled or self.tracer.unmodelled
        self.doubtful = self.doubtful or self.tracer.doubtful
        known = sum(access.kind in ACCESSES for access in self.tracer.accesses[: self._new_from])
        history = HappensBefore(self.tracer.accesses, self.tracer.threads, known)
        if not self.redundant:
            for thread, lock in self.tracer.waiting():
                history.wanted(thread, lock)
            self.classes += 1
            self.fingerprint = history.fingerprint()
        for race in history.races:
            self._reverse(history, race)
        self._advance()

    def explored(self) -> float:
        """About what part of all classes has been run, if the branches not yet taken are like those taken.

        After Knuth, "Estimating the efficiency of backtrack programs", 1975.
        """
        part, weight = 0.0, 1.0
        for node in self.stack:
            branches = len(node.backtrack - node.sleep.keys()) or 1
            part += weight * len(node.done) / branches
            weight /= branches
        return 1.0 if self.spent else part

    def _reverse(self, history: HappensBefore, race: tuple[int, int]) -> None:
        number = history.events[race[0]].node
        if number < 0 or number >= len(self.stack):
            return
        node = self.stack[number]
        first, own = history.initials(race)
        if first & (node.backtrack | node.sleep.keys()):
            return
        able = sorted(first.intersection(node.enabled))
        if able:
            node.backtrack.add(own if own in able else able[0])
        else:  # by what the reduction knows nothing of
            node.backtrack.update(node.enabled)

    def _advance(self) -> None:
        assert self.tracer is not None
        while self.stack:
            node = self.stack[-1]
            if node.chosen >= 0 and node.chosen not in node.done:
                node.done[node.chosen] = self._step(len(self.stack) - 1)
            left = [one for one in sorted(node.backtrack) if one not in node.done and one not in node.sleep]
            if left:
                node.chosen = left[0]
                return
            self.stack.pop()
        self.spent = True

    def _step(self, number: int) -> Step:
        assert self.tracer is not None
        return [(access.location, access.kind) for access in self.tracer.accesses if access.node == number]


def _conflict(step: Step, passed: Access, known: int) -> bool:
    """The step might go otherwise after what has passed.

    Args:
        step: of another execution.
        passed: in this one.
        known: locations from this number on have other numbers in the two executions.
    """
    for location, kind in step:
        same = passed.location == location or (location >= known and passed.location >= known)
        if same and _depend(kind, passed.kind):
            return True
    return False


def _depend(one: str, other: str) -> bool:
    return one in ACCESSES and other in ACCESSES and not (one == other and one in (READ, TRY))
