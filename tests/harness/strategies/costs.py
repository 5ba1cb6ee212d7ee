"""What a schedule costs, by preemptions and by delays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from harness.strategies.bounded import DelayBounding, PreemptionBounding


@dataclass(frozen=True)
class Schedule:
    """One schedule that was tried: who was chosen, what it printed or how it ended, and what it cost."""

    choices: tuple[int, ...]
    outcome: str
    preemptions: int
    delays: int


def preemptions(schedule: Schedule) -> int:
    return schedule.preemptions


def delays(schedule: Schedule) -> int:
    return schedule.delays


Cost = Callable[[Schedule], int]
both = pytest.mark.parametrize(
    ("strategy", "cost"), [(PreemptionBounding, preemptions), (DelayBounding, delays)], ids=["ipb", "idb"]
)
