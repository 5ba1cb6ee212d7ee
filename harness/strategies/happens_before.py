"""Happens-before of one traced execution: a vector clock for each access, and the races in it.

A race here is what dynamic partial order reduction reverses: two accesses of different threads that conflict, and
that only their own order puts in order. An acquire of a lock races with the acquire before it, not with the release
between them (Flanagan and Godefroid, POPL 2005).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import getitem

from ..common.vector_clock import join
from ..trace import (
    ACQUIRE,
    CLOCK,
    CROSSED,
    DUE,
    EDGE,
    END,
    FORESTALLED,
    FREE,
    HASTENS,
    JOINED,
    READ,
    RELEASE,
    START,
    TOOK,
    TRY,
    WRITE,
    Access,
)

ACCESSES = frozenset({READ, HASTENS, WRITE, ACQUIRE, TRY, TOOK, CROSSED, RELEASE})
ORDERING = frozenset({EDGE, DUE, JOINED, FORESTALLED})
"""Kinds that are no part of the present step."""
NOBODY = -2
"""A number that is neither a thread's nor the clock's."""
NONE: frozenset[int] = frozenset()


class Location:
    """The last accesses of one location or lock, as positions among all events.

    Attributes:
        last: the last write; of a lock the last acquire, or try that found it free.
        reads: the reads since the last write; of a lock the tries since the last acquire that did not get it.
        released: the last release that was a step of its own.
        freed: the clock of the last release.
        freed_by: the thread of that release.
    """

    __slots__ = ("freed", "freed_by", "last", "reads", "released")

    def __init__(self) -> None:
        self.last = -1
        self.reads: list[int] = []
        self.released = -1
        self.freed: list[int] | None = None
        self.freed_by = NOBODY


class HappensBefore:
    """The events of one execution, their clocks and races.

    Args:
        accesses: in the order they happened.
        threads: how many threads there were. The clock comes after them in each vector clock, at index ``CLOCK``.
        fresh: races of events before this position are known already.

    Attributes:
        events: the accesses proper, without the edges.
        clocks: of each event, the vector clock of its step.
        index: of each event, its number among its thread's events.
        races: the positions of two events that race. For a thread that waits for a lock at the end, and for one
            whose wait could have ended by its deadline, -1 minus its number instead of the second; for the clock,
            which has no number, -1 minus the number of threads.
        known: the races that are known already.
    """

    counts_frees = False
    """Whether a release counts as an event of its thread, although it is none."""
    __slots__ = (
        "_clock", "_due", "_ends", "_hastened", "_locations", "_member", "_mixed", "_now", "_ordered", "_others",
        "_ready", "_shared", "clocks", "events", "fresh", "index", "known", "races", "threads",
    )  # fmt: skip

    def __init__(self, accesses: Iterable[Access], threads: int, fresh: int = 0) -> None:
        self.threads = threads
        self.fresh = fresh
        self.events: list[Access] = []
        self.clocks: list[list[int]] = []
        self.index: list[int] = []
        self.races: list[tuple[int, int]] = []
        self.known: list[tuple[int, int]] = []
        self._now = [[0] * (threads + 1) for _ in range(threads + 1)]
        self._ends: dict[int, list[int]] = {}
        self._locations: dict[int, Location] = {}
        self._clock = [0] * (threads + 1)
        """Of the present step, which is atomic: what comes after a part of it comes after all of it."""
        self._member = NOBODY
        """The thread that has begun the present step."""
        self._others: Collection[int] = NONE
        """Its other members: the threads that were started in it."""
        self._shared = False
        """Another member than the first has done something in this step, or was ordered after something."""
        self._ordered: set[int] = set()
        """The members that another thread has ordered after itself, since they did something last."""
        self._due: dict[int, list[int]] = {}
        """By thread that was waiting for a deadline: its clock before that came."""
        self._mixed: set[int] = set()
        """The numbers of the steps in which several threads did something: one, and those that it started."""
        self._hastened = False
        """Some event is an access that does not count, because it may be missing in an equivalent execution."""
        self._ready: dict[int, list[int]] | None = {} if self.counts_frees else None
        """By number of a step: the clock of its thread when it began."""
        self._read(accesses)
        self._close()

    def _read(self, accesses: Iterable[Access]) -> None:
        """Take in the accesses. It runs once for each of them in each traced schedule, so the usual ones call little.

        Those are accesses of the thread that has begun the step, as long as it alone has done anything in it, with at
        most one access before them that they conflict with.
        """
        events, clocks, index, now = self.events, self.clocks, self.index, self._now
        locations, ready = self._locations, self._ready
        step: int | None = None
        for access in accesses:
            thread, node, kind, location = access
            if kind == FREE and ready is not None:
                now[thread][thread] += 1
            if kind in ORDERING:
                if kind == JOINED:  # what comes after it need not be one step with what came before
                    step = None
                self._order(access)
                continue
            if node != step:
                if ready is not None and node not in ready:
                    ready[node] = now[thread][:]
                self._close()
                step, self._member = node, thread
            elif thread != self._member:
                self._shared = True
                if thread not in self._others:
                    self._others = {*self._others, thread}
            if self._ordered:
                self._ordered.discard(thread)
            if kind not in ACCESSES:
                self._synchronise(access)
                continue
            at = locations.get(location)
            if at is None:
                at = locations[location] = Location()
            clock, position, last = now[thread], len(events), at.last
            if self._shared or self._due:
                self._access(access, at, clock)
            elif kind == READ:
                if last >= 0 and events[last][0] != thread:
                    self._meet(last, position, clock)
            elif kind == WRITE and len(at.reads) < 2:
                earlier = at.reads[0] if at.reads else last
                if earlier >= 0 and events[earlier][0] != thread:
                    self._meet(earlier, position, clock)
            elif kind == ACQUIRE and not at.reads:
                if last >= 0 and events[last][0] != thread and index[last] > clock[events[last][0]]:
                    self._add_race(last, position)
                if at.freed is not None and at.freed_by != thread:
                    join(clock, at.freed)
                if last >= 0 and events[last][0] != thread:
                    self._order_after(last, clock)
            else:
                self._access(access, at, clock)
            clock[thread] += 1
            events.append(access)
            clocks.append(self._clock)
            index.append(clock[thread])
            if kind == READ:
                at.reads.append(position)
            elif kind in (WRITE, ACQUIRE):
                at.last = position
                if at.reads:
                    at.reads = []
            else:
                remember(kind, at, position)

    def _order(self, access: Access) -> None:
        """Take in an edge, or that a wait was ended before its deadline could end it."""
        thread, _, kind, other = access
        if kind == JOINED:
            self._close()
            now = self._now[thread]
            join(now, self._ends.get(other, now))
        elif kind != FORESTALLED:
            self._order_thread_after(thread, other)
        elif len(self.events) > self.fresh:
            self._forestall(len(self.events) - 1, other)

    def _synchronise(self, access: Access) -> None:
        """Take in a part of a step that is no access: a thread starts or ends, or a lock becomes free."""
        thread, node, kind, location = access
        if kind == FREE:
            at = self._at(location)
            at.freed, at.freed_by = self._clock, thread
        elif kind == START:
            self._others = {*self._others, location}
            self._mixed.add(node)
            join(self._now[location], self._now[thread])
        elif kind == END:
            self._ends[thread] = self._clock

    def _is_member(self, thread: int) -> bool:
        return thread == self._member or thread in self._others

    def _order_thread_after(self, thread: int, other: int) -> None:
        """Join a thread's clock with that of another thread, or of the clock; only its next event comes after that."""
        now = self._now[thread]
        if self._is_member(thread):
            self._shared = True
            self._gather()
            self._ordered.add(thread)
        if other == CLOCK:
            self._due[thread] = list(now)
        join(now, self._now[other])
        if self._is_member(other):
            self._gather()
            join(now, self._clock)

    def _gather(self) -> None:
        """Bring the clock of the present step up to date; until then it has nothing of that step."""
        for thread in (self._member, *self._others):
            if thread not in self._ordered:
                join(self._clock, self._now[thread])

    def _close(self) -> None:
        """End the present step."""
        member, others = self._member, self._others
        if member == NOBODY:
            return
        if not others and not self._ordered:
            self._clock[:] = self._now[member]
        else:
            self._gather()
            for thread in (member, *others):
                join(self._now[thread], self._clock)
            self._ordered.clear()
            self._others = NONE
        self._member, self._shared, self._clock = NOBODY, False, [0] * (self.threads + 1)

    def _at(self, location: int) -> Location:
        at = self._locations.get(location)
        if at is None:
            at = self._locations[location] = Location()
        return at

    def _access(self, access: Access, at: Location, now: list[int]) -> None:
        """Order an access of any kind after all those that it conflicts with."""
        thread, _, kind, location = access
        position = len(self.events)
        earlier_ones = conflicts(kind, at)
        for earlier in earlier_ones:
            other = self.events[earlier][0]
            if other != thread and self.index[earlier] > now[other]:
                self._add_race(earlier, position)
        if thread in self._due:
            waited = self._due.pop(thread)
            if kind == TRY and position >= self.fresh:  # its time was up; until then it could have acquired the lock
                self._add_wait(thread, location, waited)
        for earlier in earlier_ones:
            self._order_after(earlier, now)
        if kind == ACQUIRE and at.freed is not None:
            if at.freed is self._clock:
                self._gather()
            join(now, at.freed)
        self._hastened = self._hastened or kind == HASTENS

    def _meet(self, earlier: int, position: int, now: list[int]) -> None:
        """Order an access after the only one that it conflicts with, which is another thread's."""
        if self.index[earlier] > now[self.events[earlier][0]]:
            self._add_race(earlier, position)
        self._order_after(earlier, now)

    def _add_race(self, earlier: int, position: int) -> None:
        (self.races if position >= self.fresh else self.known).append((earlier, position))

    def _order_after(self, earlier: int, now: list[int]) -> None:
        """Join a thread's clock with that of an event, unless it has done so (Flanagan, Freund: "FastTrack", 2009)."""
        clock, (thread, node, _, _) = self.clocks[earlier], self.events[earlier]
        if clock is self._clock:
            self._gather()
        elif now[thread] >= clock[thread] and node not in self._mixed:
            return
        join(now, clock)

    def add_wait(self, thread: int, lock: int) -> None:
        """Add the race of a thread that waits for a lock at the end: earlier, it would have acquired it."""
        self._add_wait(thread, lock, self._now[thread])

    def _add_wait(self, thread: int, lock: int, now: list[int]) -> None:
        at = self._locations.get(lock)
        if at is None or at.last < 0:
            return
        last = at.last
        other = self.events[last][0]
        if other != thread and self.index[last] > now[other]:
            self.races.append((last, -1 - thread))

    def add_deadline(self, thread: int) -> None:
        """Add the race of the end of a thread, which has ended the program, with the next step of the clock."""
        ends = (number for number in reversed(range(len(self.events))) if self.events[number][0] == thread)
        self._forestall(next(ends), CLOCK)

    def _forestall(self, position: int, thread: int) -> None:
        """Add the race of an event with the step that a thread, or the clock, could have taken before it."""
        self.races.append((position, -1 - (self.threads if thread == CLOCK else thread)))

    def fingerprint(self) -> int:
        """Return a number that is the same for two executions if and only if they are of one equivalence class.

        It depends on the process, because Python's hash of a text does.
        """
        return hash(self.signature())

    def signature(self) -> tuple[tuple[object, ...], ...]:
        """Return a value that is the same for two executions if and only if they are of one equivalence class."""
        counts = self._counts() if self._hastened else []
        parts: list[list[object]] = [[] for _ in range(self.threads + 1)]
        last: list[int] | None = None
        shown: tuple[int, ...] = ()
        for (thread, _, kind, _), clock in zip(self.events, self.clocks, strict=True):
            if clock is not last:  # the events of one step have one clock
                last = clock
                shown = tuple(map(getitem, counts, clock)) if counts else tuple(clock)
            if kind != HASTENS:
                parts[thread].append((kind, shown))
        return tuple(map(tuple, parts))

    def _counts(self) -> list[list[int]]:
        """Return for each thread, by the entry of a clock, how many of its events count."""
        counts = [[0] for _ in range(self.threads + 1)]
        for (thread, _, kind, _), index in zip(self.events, self.index, strict=True):
            count = counts[thread]
            count += [count[-1]] * (index - len(count))
            count.append(count[-1] + (kind != HASTENS))
        for count, entries in zip(counts, zip(*self._now, strict=True), strict=True):
            count.extend([count[-1]] * (max(entries) + 1 - len(count)))
        return counts


def conflicts(kind: str, at: Location) -> list[int]:
    """Return the positions of the earlier accesses of a location that one of this kind conflicts with."""
    if kind in (READ, HASTENS):
        return [at.last] if at.last >= 0 else []
    if kind == WRITE:
        return at.reads or ([at.last] if at.last >= 0 else [])
    if kind in (ACQUIRE, CROSSED):  # never an acquire with the release it has to wait for
        return [*at.reads, at.last] if at.last >= 0 else list(at.reads)
    if kind in (TRY, TOOK):
        last = max(at.last, at.released)
        return [last] if last >= 0 else []
    return list(at.reads)  # a release, with the tries in the meantime


def remember(kind: str, at: Location, position: int) -> None:
    """Note an access as one of the last of its location."""
    if kind in (READ, HASTENS, TRY):
        at.reads.append(position)
    elif kind in (RELEASE, CROSSED):
        at.released, at.reads = position, []
    else:
        at.last, at.reads = position, []
