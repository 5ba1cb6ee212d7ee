"""The budget of a search."""

from __future__ import annotations

import time
from dataclasses import dataclass

DEFAULT_SCHEDULES = 1_000
CONFIRMATIONS = 20
"""Random schedules that must all be of known equivalence classes before a proof is reported."""
CONFIRMATIONS_OF_CLAUSE = 5
"""Random schedules after the proof of a clause in an interactive check. The other clauses run the same code, and each
shows whether it does something that the model does not predict. Most clauses have so few equivalence classes that 20
schedules would take longer than the proof."""
CONFIRMATIONS_OF_WORKLOAD = 1
"""Random schedules after the proof of each of many generated workloads, which run the same code, too."""


@dataclass
class Budget:
    """A bound in schedules, and optionally in seconds of wall-clock time. The time runs from its creation.

    Args:
        schedules: the most schedules, at least 1.
        seconds: the most seconds; None for no limit. A search that ends by its seconds may try another number of
            schedules on another machine.
        ends_early: the search of a clause may end before its budget, when nothing new is seen (see
            ``portfolio.PATIENCE``).
        confirmations: the random schedules after a proof.

    Raises:
        ValueError: a bound is too small.
    """

    schedules: int = DEFAULT_SCHEDULES
    seconds: float | None = None
    ends_early: bool = False
    confirmations: int = CONFIRMATIONS

    def __post_init__(self) -> None:
        if self.schedules < 1:
            raise ValueError(f"schedules must be at least 1, not {self.schedules}")
        if self.seconds is not None and self.seconds <= 0:
            raise ValueError(f"seconds must be more than 0, not {self.seconds:g}")
        self._began = time.monotonic()

    def allows(self, tried: int) -> bool:
        """Return whether another schedule may be tried after ``tried`` ones; the first always may."""
        if tried >= self.schedules:
            return False
        return tried == 0 or self.in_time()

    def in_time(self) -> bool:
        """Return whether the seconds are not over."""
        return self.seconds is None or time.monotonic() - self._began < self.seconds
