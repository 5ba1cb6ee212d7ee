"""race: two accesses to one location by different threads, one of them a write, that nothing orders.

FastTrack (Flanagan and Freund, "FastTrack: efficient and precise dynamic race detection", PLDI 2009): each thread and
each lock has a vector clock. For each location, the last write is kept as an epoch, that is, one thread and its clock.
The reads since then are kept as an epoch too, as long as each comes after the one before, and as a vector otherwise.
This finds exactly the locations with a race in this execution. Only for those, a second pass that forgets nothing lists
the pairs.

Two threads are ordered only by what the documentation promises, and not by the order in which they happened to run:

- a lock's release, and the next acquire of it, or successful try; a failed try learns nothing. Waiting on a condition
  releases its lock and acquires it again, so operations under the lock are ordered; besides, a notify comes before the
  end of the wait that it ends. For RLocks, only the outermost acquire and release count.
- a thread's start, and all its operations; all its operations, and the return of a join that saw its end.
- a semaphore's release, and the acquire that gets its permit. Permits are used in the order in which they were
  released, the initial ones first, like items of a queue that a semaphore counts (Helgrind uses the last one first).
  Two acquires are not ordered, nor is a release after an acquire.
- an event's set that turned it on, and each wait or is_set that saw it so; a set of an event that is on already
  changes nothing, and so orders nothing.
- all arrivals at a barrier, and all departures of the same generation.
- queues: everything that their own lock orders. That is more than the documentation promises, which is only that a put
  comes before the get of its item: a ``queue.Queue`` may hide a race, but never reports a false one. So may a call of
  ``locked()``, which is recorded as a try.

The accesses that a search sees in a semaphore, an event or a barrier do not count here (``primitives``): GAVE and GOT
have their meaning. A method of a container is one access to all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import gt
from typing import NamedTuple

from ..common.vector_clock import initial, join
from ..facts import DataRace, RaceAccess
from ..result import Finding
from ..trace import (
    ACQUIRE,
    EDGE,
    FREE,
    GAVE,
    GOT,
    JOINED,
    NUDGED,
    READ,
    START,
    TOOK,
    WRITE,
    Access,
    AccessRecord,
    Event,
    Place,
    Trace,
)
from ..verdict import Verdict

DATA = frozenset({READ, WRITE})
TAKES = frozenset({ACQUIRE, TOOK})
NOTHING: frozenset[int] = frozenset()


class Race(NamedTuple):
    """Two accesses, by their positions among all, and the location that both are to."""

    first: int
    second: int
    location: int


class Order:
    """The happens-before order so far: the clock of each thread, of each lock, and of each release of a permit.

    Every operation that publishes a clock increments that thread's own part. So a clock that has that part has all of
    the others, too.
    """

    __slots__ = ("clocks", "epochs", "given", "locks", "threads")

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.clocks = initial(threads)
        self.epochs = [threads + number for number in range(threads)]
        """For each thread, its number and its own part of its clock in one: clock * threads + number."""
        self.locks: dict[int, tuple[int, list[int]]] = {}
        """For each lock, the thread that released it last, and that thread's clock then."""
        self.given: dict[int, list[int]] = {}

    def sync(self, thread: int, node: int, kind: str, location: int) -> None:
        """Take in an operation that is no access to a location."""
        now = self.clocks[thread]
        if kind == FREE:
            self.locks[location] = thread, now[:]
            self._count(thread)
        elif kind in TAKES:
            freed = self.locks.get(location)
            if freed is not None and freed[1][freed[0]] > now[freed[0]]:
                join(now, freed[1])
        elif kind == GOT:
            join(now, self.given[location])
        elif kind == GAVE:
            given = self.given.setdefault(location, now[:])
            join(given, now)  # all threads arrive at a barrier
            self._count(thread)
        elif kind == START:
            join(self.clocks[location], now)
            self._count(thread)
        elif (kind == JOINED or (kind == EDGE and node != NUDGED)) and self.clocks[location][location] > now[location]:
            join(now, self.clocks[location])
            self._count(location)

    def _count(self, thread: int) -> None:
        self.clocks[thread][thread] += 1
        self.epochs[thread] += self.threads


def racy(accesses: Iterable[Access], threads: int, primitives: Collection[int] = NOTHING) -> set[int]:
    """Return the locations with a race in this execution; it is fast enough to be called for each schedule.

    Args:
        accesses: in the order in which they happened.
        threads: the number of threads.
        primitives: locations that are semaphores, events, barriers or the lives of threads, as negative ones are,
            or the fields of thread-locals, which each thread has for itself.
    """
    order = Order(threads)
    clocks, epochs, locks, sync = order.clocks, order.epochs, order.locks, order.sync
    found: set[int] = set()
    writes: dict[int, int] = {}
    reads: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for thread, node, kind, location in accesses:
        if kind not in DATA:
            if kind not in TAKES:
                sync(thread, node, kind, location)
            elif location in locks:  # as in ``sync``
                (other, clock), now = locks[location], clocks[thread]
                if clock[other] > now[other]:
                    join(now, clock)
            continue
        if location < 0 or location in primitives:
            continue
        epoch, now = epochs[thread], clocks[thread]
        write, read = writes.get(location, -1), reads.get(location, -1)
        if write >= 0 and write // threads > now[write % threads]:
            found.add(location)
        if kind == WRITE:
            if read >= 0:
                if read // threads > now[read % threads]:
                    found.add(location)
                del reads[location]  # an access after this write comes after the reads before it, or there is a race
            elif location in shared and any(map(gt, shared.pop(location), now)):
                found.add(location)
            writes[location] = epoch
        elif location in shared:
            shared[location][thread] = now[thread]
        elif read < 0 or read // threads <= now[read % threads]:
            reads[location] = epoch
        else:
            del reads[location]
            shared[location] = both = [0] * threads
            both[read % threads], both[thread] = read // threads, now[thread]
    return found


def races(
    accesses: Sequence[Access],
    threads: int,
    primitives: Collection[int] = NOTHING,
    lines: Sequence[object] | None = None,
) -> list[Race]:
    """Return every two accesses of this execution that race; of those at the same two lines only one pair.

    Args:
        accesses: in the order in which they happened.
        threads: the number of threads.
        primitives: as for ``racy``.
        lines: for each access, its line in the program, or another value if that is not known; without lines, accesses
            are told apart by their nodes.
    """
    raced = racy(accesses, threads, primitives)
    return _pairs(accesses, threads, raced, lines) if raced else []


def _pairs(accesses: Sequence[Access], threads: int, raced: set[int], lines: Sequence[object] | None) -> list[Race]:
    order = Order(threads)
    # the last access of each thread, line and kind is enough: an earlier one races only if this one does
    before: dict[int, dict[tuple[int, object, bool], tuple[int, int]]] = {location: {} for location in raced}
    found: dict[tuple[int, frozenset[object]], Race] = {}
    for second, (thread, node, kind, location) in enumerate(accesses):
        if kind not in DATA:
            order.sync(thread, node, kind, location)
        elif location in raced:
            now, writes = order.clocks[thread], kind == WRITE
            end = node if lines is None else lines[second]
            for (other, line, wrote), (first, clock) in reversed(before[location].items()):
                if (writes or wrote) and clock > now[other]:
                    found.setdefault((location, frozenset((line, end))), Race(first, second, location))
            before[location].pop((thread, end, writes), None)
            before[location][thread, end, writes] = second, now[thread]
    return list(found.values())


def places_and_lines(trace: Trace, recorded: AccessRecord) -> tuple[list[Place | None], list[object]]:
    """Return the place of each access, and its line for ``races``: one for all whose event is no longer kept.

    Args:
        trace: of the execution.
        recorded: its accesses, and the step of each.
    """
    events = {event.step: event for event in trace.events}
    places = [events[step].place if step in events else None for step in recorded.steps]
    steps = zip(places, recorded.steps, strict=True)
    return places, [place or (step if step in events else None) for place, step in steps]


# -- the race to report ----------------------------------------------------------------------------------


def race(trace: Trace, recorded: AccessRecord, file: str | None = None, *, fields: bool = False) -> Finding | None:
    """Report the first race of a recorded execution; one on a field or a variable rather than one on a container.

    Args:
        trace: of the execution.
        recorded: its accesses, and the step of each.
        file: both accesses must be in this file; None for any.
        fields: leave containers out.
    """
    events = {event.step: event for event in trace.events}
    places, lines = places_and_lines(trace, recorded)
    found = races(recorded.accesses, len(trace.threads), recorded.primitives, lines)
    found = [one for one in found if recorded.steps[one.first] in events]  # the oldest events are not kept
    if file is not None:
        ends = [(one, places[one.first], places[one.second]) for one in found]
        found = [one for one, *both in ends if all(place is not None and place.file == file for place in both)]
    if fields:
        found = [one for one in found if one.location not in recorded.containers]
    if not found:
        return None
    chosen = min(found, key=lambda one: (one.location in recorded.containers, one.second))
    first, second = (_access(trace, recorded, position, events) for position in (chosen.first, chosen.second))
    facts = DataRace(first, second, chosen.location in recorded.containers)
    return Finding(Verdict.RACE, facts, second.place or first.place, soft=True, steps=(first.step, second.step))


def _access(trace: Trace, recorded: AccessRecord, position: int, events: dict[int, Event]) -> RaceAccess:
    (thread, _, kind, _), event = recorded.accesses[position], events[recorded.steps[position]]
    steps = [recorded.steps[taken] for taken in held(recorded.accesses, position).values()]
    locks = tuple(events[step].label if step in events else "" for step in steps)
    return RaceAccess(trace.threads[thread], kind == WRITE, event.label, event.step, event.place, locks)


def held(accesses: Sequence[Access], position: int) -> dict[int, int]:
    """Return the locks that a thread holds at an access, and the positions at which it acquired them.

    A lock has one owner, so an acquire shows that no other thread held it. A ``locked()`` is recorded as a try, and
    so may look like an acquire.
    """
    owners: dict[int, int] = {}
    for number, (_, _, kind, location) in enumerate(accesses[:position]):
        if kind in TAKES:
            owners[location] = number
        elif kind == FREE:
            owners.pop(location, None)
    thread = accesses[position][0]
    return {lock: taken for lock, taken in owners.items() if accesses[taken][0] == thread}
