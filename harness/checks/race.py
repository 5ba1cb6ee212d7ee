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
from pathlib import Path
from typing import NamedTuple

from harness.checks.words import listed
from harness.common.vector_clock import initial, join
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


# -- in the learner's words --------------------------------------------------------------------------------


def race(trace: Trace, told: AccessRecord, file: str | None = None, *, fields: bool = False) -> Finding | None:
    """The first race of a recorded execution; one for a field or a variable rather than one for a container.

    Args:
        trace: of the execution.
        told: what else was told of it.
        file: both accesses must be in this file; None for any.
        fields: leave containers out.
    """
    events = {event.step: event for event in trace.events}
    places = [events[step].place if step in events else None for step in told.steps]
    lines = [place or step for place, step in zip(places, told.steps, strict=True)]
    found = races(told.accesses, len(trace.threads), told.primitives, lines)
    found = [one for one in found if told.steps[one.first] in events]  # else it is long forgotten
    if file is not None:
        ends = [(one, places[one.first], places[one.second]) for one in found]
        found = [one for one, *both in ends if all(place is not None and place.file == file for place in both)]
    if fields:
        found = [one for one in found if one.location not in told.containers]
    if not found:
        return None
    chosen = min(found, key=lambda one: (one.location in told.containers, one.second))
    first, second = (End(trace, told, position, events) for position in (chosen.first, chosen.second))
    evidence = [first.line(), second.line(), _missing(first, second)]
    if chosen.location in told.containers:
        evidence.append(f"note  each use of {first.label} is one step under the GIL; only their order is open")
    return Finding(Verdict.RACE, _sentence(first, second), second.place or first.place, tuple(evidence))


class End:
    """One of the two accesses of a race, in words."""

    def __init__(self, trace: Trace, told: AccessRecord, position: int, events: dict[int, Event]) -> None:
        access = told.accesses[position]
        event = events[told.steps[position]]
        self.thread = trace.threads[access.thread]
        self.whole = access.location in told.containers
        self.verb = "reads" if access.kind == READ else "changes" if self.whole else "writes"
        self.label, self.step, self.place = event.label or "something shared", event.step, event.place
        self.where = f" at line {event.place.line}" if event.place is not None else ""
        self.locks = {
            lock: events[told.steps[taken]].label if told.steps[taken] in events else "a lock"
            for lock, taken in held(told.accesses, position).items()
        }

    def line(self) -> str:
        """``step 4  P0 writes count at line 9, holding lock``."""
        locks = listed(list(self.locks.values())) or "no lock"
        return f"step {self.step}  {self.thread} {self.verb} {self.label}{self.where}, holding {locks}"


def held(accesses: Sequence[Access], position: int) -> dict[int, int]:
    """The locks that a thread holds at an access, and the positions at which it took them.

    A lock has one owner, so whoever takes it shows that nobody else held it: ``locked()`` is told as a try.
    """
    owners: dict[int, int] = {}
    for number in range(position):
        if accesses[number].kind in TAKES:
            owners[accesses[number].location] = number
        elif accesses[number].kind == FREE:
            owners.pop(accesses[number].location, None)
    thread = accesses[position].thread
    return {lock: taken for lock, taken in owners.items() if accesses[taken].thread == thread}


def _sentence(first: End, second: End) -> str:
    files = {end.place.file: f" of {Path(end.place.file).name}" for end in (first, second) if end.place is not None}
    one, other = (
        end.where + files[end.place.file] if len(files) > 1 and end.place is not None else end.where
        for end in (first, second)
    )
    other += next(iter(files.values())) if len(files) == 1 else ""
    return (
        f"{first.thread} {first.verb} {first.label}{one} while {second.thread} {second.verb} it{other};"
        " nothing orders the two."
    )


def _missing(first: End, second: End) -> str:
    """What would have ordered them."""
    one, other = listed(list(first.locks.values())), listed(list(second.locks.values()))
    if one and other:
        return f"missing  a lock that both hold: {first.thread} holds {one}, {second.thread} holds {other}"
    if one or other:
        bare, lock = (second, one) if one else (first, other)
        return f"missing  {lock}, which {bare.thread} does not hold"
    return (
        f"missing  a lock that both hold, or a start, join or hand-over"
        f" that leads from {first.thread} to {second.thread}"
    )
