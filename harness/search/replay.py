"""Follows a schedule that was found before.

A schedule is written as its deviations from the plainest one: run on while possible, else the
oldest thread that can. Each deviation is (number of the choice, number of the thread).
"""

from __future__ import annotations

from random import Random
from typing import Any

from harness.search.protocol import Profile

Switches = list[tuple[int, int]]


class Following:
    """What all that follow a schedule share: where they deviated from the plainest one.

    Attributes:
        switches: the deviations taken.
        preemptions: how many of them stopped a thread that could have gone on.
        missed: number of the first choice at which the wanted thread could not go on, or -1.
    """

    name = "replay"

    def __init__(self) -> None:
        self.step = 0
        self.switches: Switches = []
        self.preemptions = 0
        self.missed = -1

    def begin(self, rng: Random, profile: Profile) -> None:
        """Nothing to prepare: there is no chance in it."""

    def wanted(self, runnable: list[Any], extras: list[Any]) -> int | None:
        """The number of the thread to run now; None for the plainest choice."""
        raise NotImplementedError

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The wanted thread, else the plainest choice."""
        plain = current if current is not None else min(runnable, key=lambda thread: int(thread.number))
        number = self.wanted(runnable, extras)
        here, self.step = self.step, self.step + 1
        if number is None or number == plain.number:
            return plain
        for thread in (*runnable, *extras):
            if thread.number == number:
                self.switches.append((here, number))
                self.preemptions += current is not None
                return thread
        if self.missed < 0:
            self.missed = here
        return plain


class Replay(Following):
    """The plainest schedule with the given deviations."""

    def __init__(self, switches: Switches) -> None:
        super().__init__()
        self._wanted = dict(switches)

    def wanted(self, runnable: list[Any], extras: list[Any]) -> int | None:
        """The deviation noted for this choice."""
        return self._wanted.get(self.step)


class Follow(Following):
    """A list of all choices, then the plainest."""

    def __init__(self, choices: list[int]) -> None:
        super().__init__()
        self.choices = choices

    def wanted(self, runnable: list[Any], extras: list[Any]) -> int | None:
        """The next of the list."""
        return self.choices[self.step] if self.step < len(self.choices) else None


class Segments(Following):
    """Runs of choices: (thread, how many); one whose thread cannot go on is cut short."""

    def __init__(self, segments: list[tuple[int, int]]) -> None:
        super().__init__()
        self._left = [list(segment) for segment in reversed(segments)]

    def wanted(self, runnable: list[Any], extras: list[Any]) -> int | None:
        """The thread of the present segment."""
        while self._left:
            number, count = self._left[-1]
            if count and any(thread.number == number for thread in (*runnable, *extras)):
                self._left[-1][1] -= 1
                return int(number)
            self._left.pop()
        return None
