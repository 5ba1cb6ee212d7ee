"""The outcome of one execution, reduced to what a search needs."""

from __future__ import annotations

from dataclasses import dataclass

from ..trace import AccessRecord, Choice, Trace


@dataclass(slots=True)
class Outcome:
    """The end of one execution.

    Attributes:
        ending: as ``Trace.ending``.
        choices: the schedule, see ``Trace.choices``.
        steps: scheduling points and loop iterations.
        notable: something happened that a check should look at, though the execution ended well.
        trace: of a recorded execution.
        fair_from: number of the choice from which on round robin chose, if it did.
        told: the accesses of a recorded execution.
    """

    ending: str
    choices: list[Choice]
    steps: int
    notable: bool
    trace: Trace | None = None
    fair_from: int | None = None
    told: AccessRecord | None = None
