"""Notes on schedules that pass: races, and lock orders that could deadlock in another schedule."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..checks.lock_order import directions, inversions
from ..checks.race import DATA, held, places_and_lines, races, racy
from ..result import Note, NotedOperation, NoteKind
from ..strategies.deadlock_directed import DeadlockDirected
from ..strategies.replay import FollowChoices
from ..trace import ACQUIRE, AccessRecord, Choice, Trace
from ..world.recording.sync_edges import SyncEdges
from .executor import Executor

MOST_RECORDED = 2
"""Schedules recorded in each part of a search to describe a race. The first may turn out to race in the contract."""
TRIES = 3
"""Directed schedules for each inversion of lock orders."""
RAISED = frozenset({"__traceback__", "__context__", "__cause__", "__suppress_context__"})
"""The fields of an exception that a ``raise`` statement sets."""
MOST_INVERSIONS = 4
"""Inversions of lock orders that are tried."""


class NoteCollector:
    """The notes of one part of a search, collected from its executions.

    Attributes:
        race: a note on the first race, or None.
        lock_order: a note on the first inversion of lock orders that no schedule turned into a deadlock, or None.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._recordings_left = MOST_RECORDED
        self._tried: set[object] = set()
        self.race: Note | None = None
        self.lock_order: Note | None = None

    def look(self, tracer: SyncEdges, choices: list[Choice]) -> None:
        """Note a race between two lines of the file under test, if this execution had one.

        Args:
            tracer: of the execution.
            choices: its schedule.
        """
        if self.race is not None or not self._recordings_left:
            return
        if not racy(tracer.accesses, tracer.threads, tracer.primitives) - tracer.containers:
            return
        self._recordings_left -= 1
        outcome, trace, _ = self._executor.record(FollowChoices(list(choices)), None)
        assert outcome.told is not None
        self.race = race_note(trace, outcome.told, self._executor.program.target)

    def directed(self, tracer: SyncEdges, choices: list[Choice]) -> Iterator[DeadlockDirected]:
        """Yield strategies that try to turn the lock orders of this execution into a deadlock.

        Args:
            tracer: of the execution, which has ended well.
            choices: its schedule.
        """
        for inversion in inversions(tracer.accesses, tracer.threads):
            stops = directions(inversion)
            if stops in self._tried or len(self._tried) >= MOST_INVERSIONS:
                continue
            self._tried.add(stops)
            for _ in range(TRIES):
                yield DeadlockDirected(stops)
            if self.lock_order is None:
                outcome, trace, _ = self._executor.record(FollowChoices(list(choices)), None)
                assert outcome.told is not None
                self.lock_order = lock_order_note(trace, outcome.told, stops)


def race_note(trace: Trace, record: AccessRecord, file: str) -> Note | None:
    """Return a note on the first race for a field or a variable between two lines of a file; None without one.

    Races for a whole container are left out: each use of one is a single step under the GIL. So is what a condition's
    own methods do to its list of waiting threads: a timeout and a notify are no accesses to data of the program. So are
    the fields that ``raise`` itself sets in an exception: two threads that raise the same one cannot avoid it.

    Args:
        trace: of the execution.
        record: its accesses.
        file: the file under test.
    """
    places, lines = places_and_lines(trace, record)
    data = {event.step for event in trace.events if event.kind in DATA and event.label not in RAISED}

    def inside(position: int) -> bool:
        place = places[position]
        return place is not None and place.file == file and record.steps[position] in data

    found = [
        one
        for one in races(record.accesses, len(trace.threads), record.primitives, lines)
        if one.location not in record.containers and inside(one.first) and inside(one.second)
    ]
    if not found:
        return None
    first = min(found, key=lambda one: one.second)
    return Note(NoteKind.RACE, tuple(_access(trace, record, position) for position in (first.first, first.second)))


def _access(trace: Trace, record: AccessRecord, position: int) -> NotedOperation:
    thread, _, kind, _ = record.accesses[position]
    event = next(event for event in trace.events if event.step == record.steps[position])
    return NotedOperation(trace.threads[thread], kind, event.label or "something shared", event.place)


def lock_order_note(trace: Trace, record: AccessRecord, stops: Collection[tuple[int, int]]) -> Note | None:
    """Return a note on an inversion of lock orders; None if the trace does not show all of it.

    Args:
        trace: of the execution.
        record: its accesses. Their positions are not those in the tracer of a search, which for a generated workload
            also traces that calls return.
        stops: the inversion, as ``directions`` gives it.
    """
    found = inversions(record.accesses, len(trace.threads))
    inversion = next((one for one in found if directions(one) == stops), None)
    if inversion is None:
        return None
    operations = []
    events = {event.step: event for event in trace.events}
    for thread, position in zip(inversion.threads, inversion.positions, strict=True):
        event = events.get(record.steps[position])
        locks = [events[record.steps[taken]].label for taken in held(record.accesses, position).values()]
        if event is None or event.place is None or not locks:
            return None
        operations.append(NotedOperation(trace.threads[thread], ACQUIRE, event.label, event.place, locks[0]))
    return Note(NoteKind.LOCK_ORDER, tuple(operations))
