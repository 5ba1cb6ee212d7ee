"""Dynamic partial order reduction: one schedule of each equivalence class of schedules.

Abdulla, Aronis, Jonsson, Sagonas: "Optimal dynamic partial order reduction", POPL 2014, algorithm 1: source sets and
sleep sets, by running the program anew for each schedule. At least one complete execution of each Mazurkiewicz trace
is run, and no more than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from ..trace import ACQUIRE, CLOCK, HASTENS, READ, TOOK, TRY, Access, Choice
from .happens_before import ACCESSES, NOBODY
from .protocol import AccessSource, Profile, T
from .reversals import Reversals

READING = frozenset({READ, HASTENS})
"""Kinds of access that only read; two of them can come in any order."""
LOCKING = frozenset({ACQUIRE, TOOK, TRY})
"""Kinds of access of a thread that has waited for a lock, or could have."""


class TriedStep(NamedTuple):
    """The accesses of one step of a thread, as it was tried.

    Attributes:
        accesses: the locations and the kinds. A location that was met only after the choice of this step has its label
            instead of its number, which depends on what is chosen.
        known: how many locations had been met before it.
    """

    accesses: list[tuple[object, str]]
    known: int


class Node:
    """A choice on the path that is being explored: of the thread to run, or of an outcome of its step (a decision).

    Attributes:
        enabled: the threads that could be chosen.
        sleep: the threads whose next step has been tried in this state, or in an equivalent one, with that step.
        begins: how many accesses came before it.
        known: how many locations had been met.
        chosen: the thread chosen, or NOBODY.
        backtrack: the threads to try here.
        done: the threads that have been tried here, with what their step did.
        decision: the choice is an outcome of the step that has begun; all outcomes are tried, and none sleeps.
        passing: the threads asleep where a decision was made, with their steps.
        outcomes: what the step that began here did with the outcomes that have been tried of the decisions in it.
    """

    __slots__ = (
        "backtrack",
        "begins",
        "chosen",
        "decision",
        "done",
        "enabled",
        "known",
        "outcomes",
        "passing",
        "sleep",
    )

    def __init__(
        self, enabled: Sequence[Choice], sleep: dict[Choice, TriedStep], begins: int, known: int, *, decision: bool
    ) -> None:
        self.enabled = enabled
        self.decision = decision
        self.passing: dict[Choice, TriedStep] = sleep if decision else {}
        self.sleep: dict[Choice, TriedStep] = {} if decision else sleep
        self.begins = begins
        self.known = known
        self.chosen: Choice = NOBODY
        self.backtrack: set[Choice] = set(enabled) if decision else set()
        self.done: dict[Choice, TriedStep] = {}
        self.outcomes: list[tuple[object, str]] = []


class DPOR:
    """Explores all equivalence classes, depth first.

    Attributes:
        spent: every class has been run.
        classes: how many complete executions there were.
        diverged: the program did not repeat itself, so that nothing can be said of all schedules.
        unmodelled: what of the program the reduction does not model; "" if there was nothing.
        doubtful: what it may model incompletely; "" if there was nothing.
        redundant: the present execution is of a class that has been run.
        fingerprint: of the class of the last complete execution.
        decisions: the outcomes of the steps of the last complete execution that could have had others.
        depth: how many choices the present execution has made.
    """

    name = "dpor"
    __slots__ = (
        "_new_from", "_upto", "classes", "decisions", "depth", "diverged", "doubtful", "fingerprint", "redundant",
        "spent", "stack", "tracer", "unmodelled",
    )  # fmt: skip

    def __init__(self) -> None:
        self.stack: list[Node] = []
        self.spent = False
        self.classes = 0
        self.diverged = False
        self.unmodelled = ""
        self.doubtful = ""
        self._new_from = 0
        self._upto: int | None = None
        """How many accesses came before a sleeping thread ran because no other could; None if none has."""
        self.depth = 0
        self.fingerprint = 0
        self.decisions: tuple[Choice, ...] = ()
        self.redundant = False
        self.tracer: AccessSource | None = None

    # -- one execution ---------------------------------------------------------------------------------------

    def trace(self, tracer: AccessSource) -> None:
        """Read the accesses of the next execution from this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Go back to the first choice."""
        self.depth = 0
        self.redundant = False
        self._upto = None
        self._new_from = self.stack[-1].begins if self.stack else 0

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread of the path; after its end the running one if it is not asleep, else the oldest awake."""
        assert self.tracer is not None
        if runnable[0].decides or (extras and extras[0].decides):
            return self._decide([*runnable, *extras])
        self.tracer.anticipate(runnable)
        able: dict[Choice, T] = {thread.number: thread for thread in runnable}
        enabled = sorted([thread.number for thread in runnable])
        if extras:  # the thread that times out next: to choose it is a step of the clock
            able[CLOCK] = extras[0]
            enabled.insert(0, CLOCK)
        if self.depth < len(self.stack):
            node = self.stack[self.depth]
            if node.enabled != enabled:
                self.diverged = True
            chosen = node.chosen if node.chosen in able else runnable[0].number
        else:
            node = Node(enabled, self._asleep(), len(self.tracer.accesses), self.tracer.known, decision=False)
            chosen = self._pick(node, current)
            self.stack.append(node)
        self.tracer.chosen(self.depth, CLOCK if chosen == CLOCK else able[chosen].number)
        self.depth += 1
        return able[chosen]

    def _decide(self, outcomes: list[T]) -> T:
        """Return the outcome of the path; after its end the first, which is the usual one."""
        assert self.tracer is not None
        keys: list[Choice] = [outcome.choice for outcome in outcomes]
        if self.depth == len(self.stack):
            node = Node(keys, self._asleep(), len(self.tracer.accesses), self.tracer.known, decision=True)
            node.chosen = keys[0]
            self.stack.append(node)
        node = self.stack[self.depth]
        self.depth += 1
        if node.enabled != keys:
            self.diverged = True
            return outcomes[0]
        return outcomes[keys.index(node.chosen)]

    def _pick(self, node: Node, current: T | None) -> Choice:
        awake = [number for number in node.enabled if number not in node.sleep] if node.sleep else node.enabled
        if not awake or self.redundant:
            self.redundant = True  # every class that could follow has been run
            assert self.tracer is not None
            self.tracer.stop()
            return node.enabled[-1]
        # the clock comes last: a thread that waits for quiescence continues before time passes
        least = awake[1] if awake[0] == CLOCK and len(awake) > 1 else awake[0]
        node.chosen = current.number if current is not None and current.number in awake else least
        node.backtrack.add(node.chosen)
        return node.chosen

    def _asleep(self) -> dict[Choice, TriedStep]:
        """Return the threads asleep in the state just reached: those asleep before it whose step commutes.

        A sleeping thread that ran, because no other could, makes the execution redundant.
        """
        if not self.stack:
            return {}
        node = self.stack[-1]
        assert self.tracer is not None
        asleep = dict(node.passing) if node.decision else {**node.sleep, **node.done}
        if not node.decision:
            asleep.pop(node.chosen, None)
        if not asleep:
            return asleep
        labels = self.tracer.labels
        for position, access in enumerate(self.tracer.accesses[node.begins :], node.begins):
            thread, _, kind, _ = access
            if kind not in ACCESSES:
                continue
            if thread in asleep:
                self.redundant = True
                self._upto = position if self._upto is None else self._upto
                break
            for number in [number for number, step in asleep.items() if _conflict(step, access, labels)]:
                del asleep[number]
        return asleep

    def end(self) -> None:
        """Learn from the execution which orders to try, and prepare the next."""
        assert self.tracer is not None
        self._asleep()
        self.unmodelled = self.unmodelled or self.tracer.unmodelled
        self.doubtful = self.doubtful or self.tracer.doubtful
        known = sum(kind in ACCESSES for _, _, kind, _ in self.tracer.accesses[: self._new_from])
        history = Reversals(self.tracer.accesses[: self._upto], self.tracer.threads, known)
        for thread, lock in self._waiting():
            history.add_wait(thread, lock)
        if not self.redundant:
            last = self.tracer.ended_early()
            if last is not None:
                history.add_deadline(last)
            self.classes += 1
            self.fingerprint = history.fingerprint()
            self.decisions = tuple(node.chosen for node in self.stack if node.decision)
        for race in history.races:
            self._reverse(history, race)
        for race in history.known:
            self._look_beside(history, race)
        self._advance()

    def _waiting(self) -> list[tuple[int, int]]:
        """Return the threads that wait for a lock at the end of the execution, or when a sleeping thread ran.

        In the other order of such a race the thread would not have waited; so it is reversed in a redundant execution,
        too.
        """
        assert self.tracer is not None
        if self._upto is None:
            return self.tracer.waiting()
        waiting = dict(self.tracer.waiting(pending=True))
        for thread, _, kind, location in reversed(self.tracer.accesses[self._upto :]):
            if kind in ACCESSES:  # the first one of each thread counts
                waiting.pop(thread, None)
                if kind in LOCKING:
                    waiting[thread] = location
        return list(waiting.items())

    def explored(self) -> float:
        """Estimate the part of all classes that has been run, if the branches not yet taken are like those taken.

        After Knuth, "Estimating the efficiency of backtrack programs", 1975.
        """
        part, weight = 0.0, 1.0
        for node in self.stack:
            branches = len(node.backtrack - node.sleep.keys()) or 1
            part += weight * len(node.done) / branches
            weight /= branches
        return 1.0 if self.spent else part

    def _reverse(self, history: Reversals, race: tuple[int, int]) -> None:
        """Add to the choice before a race a thread whose step leads to the other order."""
        number = history.events[race[0]][1]
        if number < 0 or number >= len(self.stack):
            return
        node = self.stack[number]
        first, own = history.initials(race)
        if own in first and (own in node.sleep or own in node.done):
            first = self._others(history, race, node, own) or first
        if race[1] < 0 and own in node.enabled:
            first = {own}  # it could do its step at once, and what the others do may depend on that
        if first & (node.backtrack | node.sleep.keys()):
            return
        able = sorted(first.intersection(node.enabled))
        if able:
            node.backtrack.add(own if own in able else able[0])
        elif first != {CLOCK}:  # a clock without a deadline cannot step; else it is something that is not modelled
            node.backtrack.update(node.enabled)

    def _look_beside(self, history: Reversals, race: tuple[int, int]) -> None:
        """Add to the choice before a known race what has to come before both of its events, as this execution shows."""
        number, own = history.events[race[0]][1], history.events[race[1]][0]
        if not 0 <= number < len(self.stack):
            return
        node = self.stack[number]
        if own in node.sleep or own in node.done:
            others = self._others(history, race, node, own)
            if others and not others & (node.backtrack | node.sleep.keys()):
                node.backtrack.update(sorted(others.intersection(node.enabled))[:1] or node.enabled)

    def _others(self, history: Reversals, race: tuple[int, int], node: Node, own: int) -> set[int]:
        """Return the threads that could run before the later step of a race, which conflicts with what they do.

        That step was tried at this choice, and did more there than after the other step of the race: more accesses,
        which conflict with what does not depend on it now.
        """
        assert self.tracer is not None
        labels, tried = self.tracer.labels, node.sleep.get(own) or node.done[own]
        if len({location for location, _ in tried.accesses}) < 2:
            return set()
        passed, others = history.beside(race, own)
        return others if any(_conflict(tried, access, labels) for access in passed) else set()

    def _advance(self) -> None:
        """Make the stack the path to the next schedule."""
        assert self.tracer is not None
        upto = len(self.tracer.accesses)
        while self.stack:
            node = self.stack[-1]
            if node.decision:
                left: list[Choice] = self._other_outcomes(node, upto)
            else:
                if node.chosen != NOBODY and node.chosen not in node.done:
                    accesses = [*self._accesses_of(len(self.stack) - 1, upto), *node.outcomes]
                    node.done[node.chosen] = TriedStep(accesses, node.known)
                    node.outcomes = []
                upto = node.begins
                left = [one for one in node.enabled if one in node.backtrack - node.done.keys() - node.sleep.keys()]
            if left:
                node.chosen = left[0]
                return
            self.stack.pop()
        self.spent = True

    def _accesses_of(self, number: int, upto: int) -> list[tuple[object, str]]:
        """Return what a step did in this execution; the next step begins with the access of number ``upto``."""
        assert self.tracer is not None
        labels, known = self.tracer.labels, self.stack[number].known
        accesses = self.tracer.accesses[self.stack[number].begins : upto]
        return [
            (location if location < known or kind not in ACCESSES else labels[location], kind)
            for _, node, kind, location in accesses
            if node == number
        ]

    def _other_outcomes(self, decision: Node, upto: int) -> list[Choice]:
        """Return the outcomes that are left of the last decision, and note what the step did with the present one."""
        decision.done[decision.chosen] = TriedStep([], decision.known)
        begun = next((number for number in reversed(range(len(self.stack))) if not self.stack[number].decision), None)
        if begun is not None:
            self.stack[begun].outcomes += self._accesses_of(begun, upto)
        return [one for one in decision.enabled if one not in decision.done]


def _conflict(step: TriedStep, passed: Access, labels: Sequence[object]) -> bool:
    """True when a step of another execution might behave otherwise after an access of this one."""
    _, _, passed_kind, passed_location = passed
    what = passed_location if passed_location < step.known else labels[passed_location]
    for location, kind in step.accesses:  # noqa: SIM110 - a generator takes longer, and this is asked of each access
        if location == what and depend(kind, passed_kind):
            return True
    return False


def depend(one: str, other: str) -> bool:
    """True when the order of two accesses of one location matters, by their kinds."""
    if one in READING and other in READING:
        return False
    return one in ACCESSES and other in ACCESSES and not one == other == TRY
