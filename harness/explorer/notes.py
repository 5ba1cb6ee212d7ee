"""What can be said of schedules that did not fail: accesses that nothing orders, lock orders that could meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from harness.checks.lock_order import Inversion, directions, inversions
from harness.checks.race import held, race, racy
from harness.explorer.executor import Executor
from harness.strategies.deadlock_directed import DeadlockDirected
from harness.strategies.replay import FollowChoices
from harness.trace import AccessRecord, Trace
from harness.world.recording.sync_edges import SyncEdges

ASKED = 2
"""Schedules that are recorded, in each part of a search, to put a race into words; it may be one of the contract's."""
TRIES = 3
"""Directed schedules for each pair of lock orders."""
PAIRS = 4
"""Pairs of lock orders that are tried."""


class NoteCollector:
    """Collects the notes of one part of a search.

    Attributes:
        races: a note on the first race, or "".
        orders: a note on the first pair of lock orders that no schedule made meet, or "".
    """

    def __init__(self, executions: Executor) -> None:
        self._executions = executions
        self._left = ASKED
        self._tried: set[object] = set()
        self.races = self.orders = ""

    def look(self, tracer: SyncEdges, choices: list[int]) -> None:
        """Take note of a race between two lines of the file under test, if this execution had one.

        Args:
            tracer: of the execution.
            choices: its schedule.
        """
        if self.races or not self._left or not racy(tracer.accesses, tracer.threads, tracer.primitives):
            return
        self._left -= 1
        outcome, trace, _ = self._executions.record(FollowChoices(list(choices)), None)
        assert outcome.told is not None
        finding = race(trace, outcome.told, self._executions.program.target, fields=True)
        if finding is not None:
            self.races = f"{finding.message} No schedule tried fails by it; without the GIL it is undefined territory."

    def directed(self, tracer: SyncEdges, choices: list[int]) -> Iterator[DeadlockDirected]:
        """Schedules that make lock orders of this execution meet, if they can.

        Args:
            tracer: of the execution, which has ended well.
            choices: its schedule.
        """
        for inversion in inversions(tracer.accesses, tracer.threads):
            stops = directions(inversion)
            if stops in self._tried or len(self._tried) >= PAIRS:
                continue
            self._tried.add(stops)
            for _ in range(TRIES):
                yield DeadlockDirected(stops)
            if not self.orders:
                self.orders = self._words(inversion, choices)

    def _words(self, inversion: Inversion, choices: list[int]) -> str:
        outcome, trace, _ = self._executions.record(FollowChoices(list(choices)), None)
        assert outcome.told is not None
        told = outcome.told
        each = [_want(trace, told, thread, position) for thread, position in _ends(inversion)]
        if not all(each):
            return ""
        return (
            f"{'; '.join(each)}: in another order they could wait for each other, but no schedule tried came to that."
        )


def _ends(inversion: Inversion) -> list[tuple[int, int]]:
    return list(zip(inversion.threads, inversion.positions, strict=True))


def _want(trace: Trace, told: AccessRecord, thread: int, position: int) -> str:
    """``P0 takes b at line 9 of x.py while it holds a``."""
    events = {event.step: event for event in trace.events}
    event = events.get(told.steps[position])
    locks = [events[told.steps[taken]].label for taken in held(told.accesses, position).values()]
    if event is None or event.place is None or not locks:
        return ""
    where = f"at line {event.place.line} of {Path(event.place.file).name}"
    return f"{trace.threads[thread]} takes {event.label} {where} while it holds {locks[0]}"
