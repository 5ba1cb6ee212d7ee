"""The search for what a race can do: after the first race, a few more schedules are tried for a harder failure.

A data race is a mistake even if no value is ever wrong. But a learner understands the lost update, and not the two
accesses that nothing orders; so where a schedule near the race fails harder, that one is reported, and the race is a
note beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.race import races
from ..facts import DataRace
from ..result import Note, NotedOperation, NoteKind
from ..strategies.hold_before_access import HoldBeforeAccess
from ..trace import READ, WRITE
from ..world.outcome import Outcome
from ..world.recording.sync_edges import SyncEdges

FURTHER = 100
"""The most schedules after the first race, whatever the budget: the 97 % of failing small programs that fail with two
preemptions mostly do so in fewer, and a race alone is reported within a second."""
FEW = 20
"""As many in one of many generated workloads."""
MOST_HELD = 30
"""Schedules among them that hold a thread before an access of a race."""


class RaceConsequences:
    """The first race of one part of a search, and the schedules that look for its consequences.

    Args:
        most: the most schedules after the first race.

    Attributes:
        outcome: of the schedule with the race; None before there is one.
        number: of that schedule.
    """

    def __init__(self, most: int = FURTHER) -> None:
        self._most = most
        self.outcome: Outcome | None = None
        self.number = 0

    def begin(self, outcome: Outcome, number: int) -> None:
        """Begin to look for what the race of this schedule can do."""
        self.outcome, self.number = outcome, number

    def over(self, tried: int) -> bool:
        """Return whether as many schedules as are worth it have been tried after the race."""
        return tried >= self.number + self._most

    @staticmethod
    def holding(traced: SyncEdges) -> Iterator[HoldBeforeAccess]:
        """Yield strategies that hold each thread before each of its accesses that race.

        Args:
            traced: the schedule with the race.
        """
        accesses = traced.accesses
        stops: dict[tuple[int, int], None] = {}
        for race in races(accesses, traced.threads, traced.primitives):
            for position in (race.first, race.second):
                thread, node, _, _ = accesses[position]
                # an access is made in one step with those of the same node
                made = sum(one[0] == thread and one[1] != node for one in accesses[:position])
                stops[thread, made] = None
        for thread, made in list(stops)[:MOST_HELD]:
            yield HoldBeforeAccess(thread, made)


def race_beside(facts: DataRace) -> Note:
    """Return a note on a race of an execution that fails harder."""
    return Note(
        NoteKind.RACE_BESIDE,
        tuple(
            NotedOperation(
                access.thread, WRITE if access.writes else READ, access.label or "something shared", access.place
            )
            for access in (facts.first, facts.second)
        ),
    )
