"""How long to search, and with what in which order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from harness.search.baseline import Baseline
from harness.search.pct import PCT
from harness.search.pos import POS
from harness.search.protocol import Strategy
from harness.search.random_walk import RandomWalk, Reluctant

DEFAULT_SCHEDULES = 1_000


@dataclass
class Budget:
    """A bound in schedules, and optionally in seconds of wall-clock time.

    Args:
        schedules: at most so many, at least 1.
        seconds: stop after so long; None for no limit. A search cut by seconds may try another
            number of schedules on another machine.
    """

    schedules: int = DEFAULT_SCHEDULES
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.schedules < 1:
            raise ValueError(f"schedules must be at least 1, not {self.schedules}")
        if self.seconds is not None and self.seconds <= 0:
            raise ValueError(f"seconds must be more than 0, not {self.seconds:g}")
        self._began = time.monotonic()

    def allows(self, tried: int) -> bool:
        """Another schedule after ``tried`` ones fits."""
        if tried >= self.schedules:
            return False
        return self.seconds is None or tried == 0 or time.monotonic() - self._began < self.seconds


def plan() -> Iterator[Strategy | None]:
    """The strategies of a search, one a schedule; None stands for fair round robin.

    First what costs nothing and finds the plainest failures, then a round robin of samplers that
    fail on different programs.
    """
    yield Baseline()
    yield Baseline(youngest=True)
    yield None
    samplers: list[Strategy] = [RandomWalk(), POS(), PCT(1), Reluctant(), PCT(2), POS(), PCT(3)]
    while True:
        yield from samplers
