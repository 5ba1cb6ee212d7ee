"""Strategies that follow a schedule found before.

A schedule is written as its deviations from the plainest one: run each thread while possible, then the oldest thread
that can run. A deviation is (number of the choice, what was chosen).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from ..anchor import Anchor, NamedOperation
from ..trace import CHOOSE, Choice
from .protocol import Candidate, Profile, T

Switches = Sequence[tuple[int, Choice]]
Spot = tuple[int, ...]
"""Where a deviation happens, in terms that remain true when other deviations are dropped: the running thread and how
many operations it has performed; or, when it cannot continue, the threads that can, and how often just these could."""


class Follower:
    """The base of all strategies that follow a given schedule. By itself it follows the plainest schedule.

    Attributes:
        step: how many choices have been made.
        switches: the deviations made, by number of the choice.
        spots: the same deviations, by spot.
        inputs: the sum of the numbers of the inputs chosen, each counted from the simplest.
        preemptions: how many of them stopped a thread that could have continued.
        anchors: the anchors of the same deviations, where ``here`` is set.
        here: returns the anchor of the choice that is made now, given the candidate that is chosen; None if anchors are
            not wanted. With anchors, each input counts as a deviation, even the simplest.
        choosing: called at each choice, for the anchors.
        heard: called with each operation that is performed in a recorded execution: its thread, its name, and whether a
            scheduling point precedes it; None if nobody listens.
        missed: a description of the first choice at which the wanted thread could not continue, or "".
        describe_missed: returns that description, from the choice's number, what was wanted, and the thread that
            continues instead.
    """

    name = "replay"

    def __init__(self) -> None:
        self.step = 0
        self.switches: list[tuple[int, Choice]] = []
        self.spots: list[tuple[Spot, Choice]] = []
        self.anchors: list[Anchor] = []
        self.here: Callable[[Any], Anchor] | None = None
        self.choosing: Callable[[], None] | None = None
        self.heard: Callable[[Any, NamedOperation, bool], None] | None = None
        self.preemptions = self.inputs = 0
        self.missed = ""
        self.describe_missed: Callable[[int, Choice, Any], str] = lambda choice, wanted, instead: f"choice {choice + 1}"
        self._seen: dict[Spot, int] = {}

    def begin(self, rng: Random, profile: Profile) -> None:
        """Prepare nothing: chance plays no part."""

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the choice of the given schedule at this point; None for the non-preemptive choice."""
        return None

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the wanted candidate, else the plainest."""
        plain = current if current is not None else min(runnable, key=lambda thread: thread.number)
        if self.choosing is not None:
            self.choosing()
        spot = self._spot(current, runnable)
        available = [*runnable, *extras]
        wanted = self.wanted(spot, available)
        here, self.step = self.step, self.step + 1
        if wanted is None or wanted == plain.choice:
            if self.here is not None and plain.operation.kind == CHOOSE:
                self.switches.append((here, plain.choice))
                self.spots.append((spot, plain.choice))
                self.anchors.append(self.here(plain))
            return plain
        for thread in available:
            if thread.choice == wanted:
                self.switches.append((here, wanted))
                self.spots.append((spot, wanted))
                if self.here is not None:
                    self.anchors.append(self.here(thread))
                self.preemptions += current is not None
                if thread.operation.kind == CHOOSE:
                    self.inputs += thread.number
                return thread
        if not self.missed:
            self.missed = self.describe_missed(here, wanted, plain)
        return plain

    def _spot(self, current: Candidate | None, runnable: Sequence[Candidate]) -> Spot:
        if current is not None:
            return (current.number, current.ops)
        able = (-1, *sorted(thread.number for thread in runnable))
        count = self._seen[able] = self._seen.get(able, 0) + 1
        return (*able, -count)


class Replay(Follower):
    """Follows the plainest schedule with the given deviations."""

    def __init__(self, switches: Switches) -> None:
        super().__init__()
        self._wanted = dict(switches)

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the deviation at this choice."""
        return self._wanted.get(self.step)


class FollowChoices(Follower):
    """Follows a list of all choices, then the plainest schedule."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices = choices

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the next of the list."""
        return self.choices[self.step] if self.step < len(self.choices) else None


class Spots(Follower):
    """Follows deviations by spot; one whose spot is never reached, or that is not possible there, is dropped.

    Args:
        spots: the deviations.
        youngest: after the last of them, where the running thread cannot continue, choose the youngest that can and
            not the oldest.
    """

    def __init__(self, spots: list[tuple[Spot, Choice]], youngest: bool = False) -> None:
        super().__init__()
        self._wanted = dict(spots)
        self._youngest = youngest

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the deviation at this spot."""
        wanted = self._wanted.get(spot)
        if wanted is None and self._youngest and spot[0] == -1 and len(self.spots) >= len(self._wanted):
            return max(spot[1:-1])
        return wanted


class Segments(Follower):
    """Follows runs of equal choices: (choice, how many); one whose thread cannot continue is cut short."""

    def __init__(self, segments: list[tuple[Choice, int]]) -> None:
        super().__init__()
        self._segments = list(reversed(segments))

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the choice of the present segment."""
        while self._segments:
            choice, count = self._segments.pop()
            if count and any(thread.choice == choice for thread in available):
                self._segments.append((choice, count - 1))
                return choice
        return None


class ReplayUntil(Replay):
    """Follows the plainest schedule with the given deviations, up to a choice.

    Args:
        switches: the deviations.
        end: number of the choice before which the execution is stopped.
        stop: ends it.
    """

    def __init__(self, switches: Switches, end: int, stop: Callable[[], None]) -> None:
        super().__init__(switches)
        self._end = end
        self._stop = stop

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate that the deviations say."""
        if self.step >= self._end:
            self._stop()
        return super().choose(current, runnable, extras)
