"""What a strategy is, and how strategies learn from the schedules they tried."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Protocol, TypeGuard


@dataclass
class Profile:
    """What earlier schedules of the same program showed.

    Attributes:
        threads: the most threads in one execution.
        choices: the most choices in one execution (PCT's k, counting only real choices).
    """

    threads: int = 2
    choices: int = 16
    learned: bool = False
    """At least one execution was seen, so that ``choices`` is no guess."""

    def learn(self, threads: int, choices: int) -> None:
        """Take one finished execution into account."""
        self.threads = max(self.threads, threads) if self.learned else threads
        self.choices = max(self.choices, choices) if self.learned else choices
        self.learned = True


class Strategy(Protocol):
    """One way to choose schedules."""

    name: str
    """A word for reports and the command line."""

    def begin(self, rng: Random, profile: Profile) -> None:
        """A new schedule begins.

        Args:
            rng: the only source of chance a strategy may use.
            profile: what earlier schedules showed.
        """

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The thread that goes on.

        Args:
            current: the thread that ran, or None if it cannot go on.
            runnable: threads that can go on; never empty. A thread has a ``number`` and a pending
                operation: ``kind``, ``obj``, ``field``.
            extras: threads that could go on early (a timeout, a wake-up out of nowhere).
        """


class Systematic(Strategy, Protocol):
    """A strategy that goes through all schedules of some kind, each of them once."""

    spent: bool
    """Nothing is left to try; it is not asked again."""

    def end(self) -> None:
        """The schedule that ``begin`` began has been run; prepare the next."""


def systematic(strategy: Strategy | None) -> TypeGuard[Systematic]:
    """It is a systematic one; ``isinstance`` would ask each of the protocol's names anew, for every schedule."""
    return hasattr(strategy, "spent")
