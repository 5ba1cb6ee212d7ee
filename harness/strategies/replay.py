"""Follows a schedule that was found before.

A schedule is written as its deviations from the plainest one: run on while possible, else the
oldest thread that can. Each deviation is (number of the choice, number of the thread).
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from harness.strategies.protocol import Profile

Switches = list[tuple[int, int]]
Spot = tuple[int, ...]
"""Where a deviation happens, in terms that stay true when others are dropped: the running thread
and how many operations it has behind it; or, when it cannot go on, who can."""


class Follower:
    """What all that follow a schedule share: where they deviated from the plainest one.

    Attributes:
        switches: the deviations taken, by number of the choice.
        spots: the same deviations, by spot.
        preemptions: how many of them stopped a thread that could have gone on.
        missed: what was said of the first choice at which the wanted thread could not go on, or "".
        lost: says it, of the choice's number, the wanted thread's number, and the thread that goes on instead.
    """

    name = "replay"

    def __init__(self) -> None:
        self.step = 0
        self.switches: Switches = []
        self.spots: list[tuple[Spot, int]] = []
        self.preemptions = 0
        self.missed = ""
        self.lost: Callable[[int, int, Any], str] = lambda choice, wanted, instead: f"choice {choice + 1}"
        self._seen: dict[Spot, int] = {}

    def begin(self, rng: Random, profile: Profile) -> None:
        """Nothing to prepare: there is no chance in it."""

    def wanted(self, spot: Spot, available: list[Any]) -> int | None:
        """The number of the thread to run now; None for the plainest choice."""
        raise NotImplementedError

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The wanted thread, else the plainest choice."""
        plain = current if current is not None else min(runnable, key=lambda thread: int(thread.number))
        spot = self._spot(current, runnable)
        available = [*runnable, *extras]
        number = self.wanted(spot, available)
        here, self.step = self.step, self.step + 1
        if number is None or number == plain.number:
            return plain
        for thread in available:
            if thread.number == number:
                self.switches.append((here, number))
                self.spots.append((spot, number))
                self.preemptions += current is not None
                return thread
        if not self.missed:
            self.missed = self.lost(here, number, plain)
        return plain

    def _spot(self, current: Any, runnable: list[Any]) -> Spot:
        if current is not None:
            return (current.number, current.ops)
        who = (-1, *sorted(thread.number for thread in runnable))
        count = self._seen[who] = self._seen.get(who, 0) + 1
        return (*who, -count)


class Replay(Follower):
    """The plainest schedule with the given deviations."""

    def __init__(self, switches: Switches) -> None:
        super().__init__()
        self._wanted = dict(switches)

    def wanted(self, spot: Spot, available: list[Any]) -> int | None:
        """The deviation noted for this choice."""
        return self._wanted.get(self.step)


class FollowChoices(Follower):
    """A list of all choices, then the plainest."""

    def __init__(self, choices: list[int]) -> None:
        super().__init__()
        self.choices = choices

    def wanted(self, spot: Spot, available: list[Any]) -> int | None:
        """The next of the list."""
        return self.choices[self.step] if self.step < len(self.choices) else None


class Spots(Follower):
    """Deviations by spot; one that never comes up, or cannot be taken, is dropped.

    Args:
        spots: the deviations.
        youngest: after the last of them, where the running thread cannot go on, take the youngest
            that can and not the oldest.
    """

    def __init__(self, spots: list[tuple[Spot, int]], youngest: bool = False) -> None:
        super().__init__()
        self._wanted = dict(spots)
        self._youngest = youngest

    def wanted(self, spot: Spot, available: list[Any]) -> int | None:
        """The deviation noted for this spot."""
        number = self._wanted.get(spot)
        if number is None and self._youngest and spot[0] == -1 and len(self.spots) >= len(self._wanted):
            return max(spot[1:-1])
        return number


class Segments(Follower):
    """Runs of choices: (thread, how many); one whose thread cannot go on is cut short."""

    def __init__(self, segments: list[tuple[int, int]]) -> None:
        super().__init__()
        self._left = [list(segment) for segment in reversed(segments)]

    def wanted(self, spot: Spot, available: list[Any]) -> int | None:
        """The thread of the present segment."""
        while self._left:
            number, count = self._left[-1]
            if count and any(thread.number == number for thread in available):
                self._left[-1][1] -= 1
                return int(number)
            self._left.pop()
        return None


class ReplayUntil(Replay):
    """The plainest schedule with the given deviations, up to a choice.

    Args:
        switches: the deviations.
        end: number of the choice before which the execution is stopped.
        stop: ends it.
    """

    def __init__(self, switches: Switches, end: int, stop: Callable[[], None]) -> None:
        super().__init__(switches)
        self._end = end
        self._stop = stop

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """As the deviations say."""
        if self.step >= self._end:
            self._stop()
        return super().choose(current, runnable, extras)
