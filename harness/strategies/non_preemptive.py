"""The first schedules of any search: no preemption at all, in both orders."""

from __future__ import annotations

from random import Random
from typing import Any

from harness.strategies.protocol import Profile


class NonPreemptive:
    """Run each thread until it waits or ends, then the oldest (or youngest) that can go on."""

    def __init__(self, youngest: bool = False) -> None:
        self.name = "baseline-reverse" if youngest else "baseline"
        self._pick = max if youngest else min

    def begin(self, rng: Random, profile: Profile) -> None:
        """Nothing to prepare: there is no chance in it."""

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The running thread, if it can."""
        if current is not None:
            return current
        return self._pick(runnable, key=_number)


def _number(thread: Any) -> int:
    number: int = thread.number
    return number
