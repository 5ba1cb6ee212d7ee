"""race: two accesses to one place by different threads, one a write, and nothing that orders them.

FastTrack (Flanagan and Freund, "FastTrack: efficient and precise dynamic race detection", PLDI 2009):
each thread and each lock has a vector clock; of a location the last write is kept as an epoch, that
is one thread and its clock, and the reads since then as an epoch, too, while each comes after the
one before, else as a vector. That tells exactly which locations are raced for in this execution;
only for those are the pairs then listed, by a second pass that forgets nothing.

What orders two threads here is what the documentation promises, and not who happened to come first:

- a lock's release, and the next acquire of it, or try that takes it; a try in vain learns nothing.
  Waiting on a condition releases its lock and acquires it again, so that what is done under the lock
  is in order; besides, a notify comes before the end of the wait that it ends. RLocks: outermost only.
- a thread's start, and all that it does; all that it did, and the return of a join that saw its end.
- a semaphore's release, and the acquire that gets its permit. Permits go out in the order in which
  they came in, those from the beginning first, as items do from a queue that a semaphore counts
  (Helgrind gives out the last one first). Two acquires are in no order, nor is a release after an acquire.
- an event's set that turned it on, and each wait or is_set that saw it so; a set of an event that is
  on already changes nothing, and so orders nothing.
- all arrivals at a barrier, and all departures of the same round.
- queues: all that their own lock orders. That is more than promised, which is put before the get of
  that item: a ``queue.Queue`` may hide a race, and never makes one up. So may a look by ``locked()``,
  which is told as a try.

So the accesses that a semaphore, an event or a barrier is to a search are none here (``primitives``):
their meaning is told by GAVE and GOT. A method of a container is one access to all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import gt
from typing import NamedTuple

from harness.common.vector_clock import initial, join
from harness.facts import DataRace, RaceAccess
from harness.result import Finding
from harness.trace import (
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
    Trace,
)
from harness.verdict import Verdict

DATA = frozenset({READ, WRITE})
TAKES = frozenset({ACQUIRE, TOOK})
NOTHING: frozenset[int] = frozenset()


class Race(NamedTuple):
    """Two accesses, by their positions among all, and what both are to."""

    first: int
    second: int
    location: int


class Order:
    """What comes before what: the clock of each thread, each lock, and each thing given.

    Whatever lets a clock out counts that thread's own part up. So who knows that part knows all the rest.
    """

    __slots__ = ("clocks", "epochs", "given", "locks", "threads")

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.clocks = initial(threads)
        self.epochs = [threads + number for number in range(threads)]
        """Of each thread, its number and its own part of its clock in one: clock * threads + number."""
        self.locks: dict[int, tuple[int, list[int]]] = {}
        """Of each lock, who released it last, and that thread's clock."""
        self.given: dict[int, list[int]] = {}

    def sync(self, thread: int, node: int, kind: str, location: int) -> None:
        """Whatever is no access to a location."""
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
            join(given, now)  # a barrier is given to by all
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
    """The locations that are raced for in this execution: the question to ask of each schedule, as it is quick.

    Args:
        accesses: in the order in which they happened.
        threads: how many threads there were.
        primitives: locations that are semaphores, events, barriers or the lives of threads, as negative ones are,
            or the fields of thread-locals, which each thread has for itself.
    """
    order = Order(threads)
    clocks, epochs, sync = order.clocks, order.epochs, order.sync
    found: set[int] = set()
    writes: dict[int, int] = {}
    reads: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for thread, node, kind, location in accesses:
        if kind not in DATA:
            sync(thread, node, kind, location)
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
                del reads[location]  # who comes after this write comes after the reads before it, or there is a race
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
    """Every two accesses of this execution that race; of those of the same two lines only one pair.

    Args:
        accesses: in the order in which they happened.
        threads: how many threads there were.
        primitives: as for ``racy``.
        lines: of each access, where it is in the program; where that is not known, its node stands for it.
    """
    raced = racy(accesses, threads, primitives)
    return _pairs(accesses, threads, raced, lines) if raced else []


def _pairs(accesses: Sequence[Access], threads: int, raced: set[int], lines: Sequence[object] | None) -> list[Race]:
    order = Order(threads)
    before: dict[int, list[tuple[int, int, int, bool]]] = {location: [] for location in raced}
    found: dict[tuple[int, frozenset[object]], Race] = {}
    for second, (thread, node, kind, location) in enumerate(accesses):
        if kind not in DATA:
            order.sync(thread, node, kind, location)
        elif location in raced:
            now, writes = order.clocks[thread], kind == WRITE
            for first, other, clock, wrote in reversed(before[location]):
                if (writes or wrote) and clock > now[other]:
                    ends = (accesses[first].node, node) if lines is None else (lines[first], lines[second])
                    found.setdefault((location, frozenset(ends)), Race(first, second, location))
            before[location].append((second, thread, now[thread], writes))
    return list(found.values())


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
    places = [events[step].place if step in events else None for step in recorded.steps]
    lines = [place or step for place, step in zip(places, recorded.steps, strict=True)]
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
    return Finding(Verdict.RACE, facts, second.place or first.place, steps=(first.step, second.step))


def _access(trace: Trace, recorded: AccessRecord, position: int, events: dict[int, Event]) -> RaceAccess:
    access, event = recorded.accesses[position], events[recorded.steps[position]]
    steps = [recorded.steps[taken] for taken in held(recorded.accesses, position).values()]
    locks = tuple(events[step].label if step in events else "" for step in steps)
    return RaceAccess(trace.threads[access.thread], access.kind == WRITE, event.label, event.step, event.place, locks)


def held(accesses: Sequence[Access], position: int) -> dict[int, int]:
    """Return the locks that a thread holds at an access, and the positions at which it acquired them.

    A lock has one owner, so an acquire shows that no other thread held it. A ``locked()`` is recorded as a try, and
    so may look like an acquire.
    """
    owners: dict[int, int] = {}
    for number in range(position):
        if accesses[number].kind in TAKES:
            owners[accesses[number].location] = number
        elif accesses[number].kind == FREE:
            owners.pop(accesses[number].location, None)
    thread = accesses[position].thread
    return {lock: taken for lock, taken in owners.items() if accesses[taken].thread == thread}
