"""Happens-before of one traced execution: a vector clock for each access, and the races in it.

A race here is what dynamic partial order reduction reverses: two accesses of different threads that conflict, and
that only their own order puts in order. An acquire of a lock races with the acquire before it, not with the release
between them (Flanagan and Godefroid, POPL 2005).
"""

from __future__ import annotations

from collections.abc import Iterable

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


class Location:
    """The last accesses of one location or lock, as positions among all events.

    Attributes:
        last: the last write; of a lock the last acquire, or try that found it free.
        reads: the reads since the last write; of a lock the tries since the last acquire that did not get it.
        released: the last release that was a step of its own.
        freed: the clock of the last release.
    """

    __slots__ = ("freed", "last", "reads", "released")

    def __init__(self) -> None:
        self.last = -1
        self.reads: list[int] = []
        self.released = -1
        self.freed: list[int] | None = None


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
        self._step: int | None = None
        self._clock = [0] * (threads + 1)
        """Of the present step, which is atomic: what comes after a part of it comes after all of it."""
        self._members: set[int] = set()
        self._steps: dict[int, list[int]] = {}
        """By number: the positions of a step's events."""
        self._ordered: set[int] = set()
        """The members that another thread has ordered after itself, since they did something last."""
        self._due: dict[int, list[int]] = {}
        """By thread that was waiting for a deadline: its clock before that came."""
        self._mixed: set[int] = set()
        """The numbers of the steps in which several threads did something: one, and those that it started."""
        for access in accesses:
            self._add(access)
        self._close()

    def _add(self, access: Access) -> None:
        thread, node, kind, location = access
        if kind in (EDGE, DUE):
            self._order_thread_after(thread, location)
            return
        if kind == JOINED:  # what comes after it need not be one step with what came before
            self._close()
            now = self._now[thread]
            join(now, self._ends.get(location, now))
            return
        if kind == FORESTALLED:
            if len(self.events) > self.fresh:
                self._forestall(len(self.events) - 1, location)
            return
        if node != self._step:
            self._close()
            self._step = node
        self._members.add(thread)
        if self._ordered:
            self._ordered.discard(thread)
        if kind in ACCESSES:
            self._access(access, self._now[thread])
        elif kind == START:
            self._members.add(location)
            self._mixed.add(node)
            join(self._now[location], self._now[thread])
        elif kind == END:
            self._ends[thread] = self._clock
        elif kind == FREE:
            self._at(location).freed = self._clock

    def _order_thread_after(self, thread: int, other: int) -> None:
        """Join a thread's clock with that of another thread, or of the clock; only its next event comes after that."""
        now = self._now[thread]
        if thread in self._members:
            self._gather()
            self._ordered.add(thread)
        if other == CLOCK:
            self._due[thread] = list(now)
        join(now, self._now[other])
        if other in self._members:
            self._gather()
            join(now, self._clock)

    def _gather(self) -> None:
        """Bring the clock of the present step up to date; until then it has nothing of that step."""
        for thread in self._members - self._ordered:
            join(self._clock, self._now[thread])

    def _close(self) -> None:
        """End the present step."""
        if not self._members:
            return
        if len(self._members) == 1 and not self._ordered:
            for thread in self._members:
                self._clock[:] = self._now[thread]
        else:
            self._gather()
            for thread in self._members:
                join(self._now[thread], self._clock)
            self._ordered.clear()
        self._step, self._clock = None, [0] * (self.threads + 1)
        self._members = set()

    def _at(self, location: int) -> Location:
        at = self._locations.get(location)
        if at is None:
            at = self._locations[location] = Location()
        return at

    def _access(self, access: Access, now: list[int]) -> None:
        thread, node, kind, location = access
        events, clocks, index = self.events, self.clocks, self.index
        position, at = len(events), self._locations.get(location) or self._at(location)
        earlier_ones = self._conflicts(kind, at)
        for earlier in earlier_ones:
            other = events[earlier].thread
            if other != thread and index[earlier] > now[other]:
                (self.races if position >= self.fresh else self.known).append((earlier, position))
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
        now[thread] += 1
        events.append(access)
        clocks.append(self._clock)
        self._steps.setdefault(node, []).append(position)
        index.append(now[thread])
        self._remember(kind, at, position)

    def _order_after(self, earlier: int, now: list[int]) -> None:
        """Join a thread's clock with that of an event, unless it has done so (Flanagan, Freund: "FastTrack", 2009)."""
        thread, clock = self.events[earlier].thread, self.clocks[earlier]
        if clock is self._clock:
            self._gather()
        elif now[thread] >= clock[thread] and self.events[earlier].node not in self._mixed:
            return
        join(now, clock)

    @staticmethod
    def _conflicts(kind: str, at: Location) -> list[int]:
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

    @staticmethod
    def _remember(kind: str, at: Location, position: int) -> None:
        if kind in (READ, HASTENS, TRY):
            at.reads.append(position)
        elif kind in (RELEASE, CROSSED):
            at.released, at.reads = position, []
        else:
            at.last, at.reads = position, []

    def add_wait(self, thread: int, lock: int) -> None:
        """Add the race of a thread that waits for a lock at the end: earlier, it would have acquired it."""
        self._add_wait(thread, lock, self._now[thread])

    def _add_wait(self, thread: int, lock: int, now: list[int]) -> None:
        at = self._locations.get(lock)
        if at is None or at.last < 0:
            return
        last = at.last
        other = self.events[last].thread
        if other != thread and self.index[last] > now[other]:
            self.races.append((last, -1 - thread))

    def add_deadline(self, thread: int) -> None:
        """Add the race of the end of a thread, which has ended the program, with the next step of the clock."""
        ends = (number for number in reversed(range(len(self.events))) if self.events[number].thread == thread)
        self._forestall(next(ends), CLOCK)

    def _forestall(self, position: int, thread: int) -> None:
        """Add the race of an event with the step that a thread, or the clock, could have taken before it."""
        self.races.append((position, -1 - (self.threads if thread == CLOCK else thread)))

    def before(self, one: int, other: int) -> bool:
        """True when the event at position ``one`` happens before that at ``other``."""
        return self.clocks[other][self.events[one].thread] >= self.index[one]

    def _not_after(self, first: int, upto: int) -> list[int]:
        """Return the positions between two, of the events that do not happen after the event at the first."""
        thread, index = self.events[first].thread, self.index[first]
        return [one for one, clock in enumerate(self.clocks[first + 1 : upto], first + 1) if clock[thread] < index]

    def initials(self, race: tuple[int, int]) -> tuple[set[int], int]:
        """Return the threads that could run first for the later event of a race to come before the earlier one.

        Returns:
            The numbers of those threads, and the number of the later event's own thread.
        """
        first, last = race
        first = self._steps[self.events[first].node][0]
        step = self.events[last].node if last >= 0 else None
        own = self.events[self._steps[step][0]].thread if step is not None else -1 - last
        own = own if own < self.threads else CLOCK
        rest = self._not_after(first, last if last >= 0 else len(self.events))
        if step is not None:
            rest = [position for position in rest if self.events[position].node != step] + self._steps[step]
        found = self._firsts(rest)
        if step is None and not rest:  # only the beginning of its step is known
            found.add(own)
        return found, own

    def _firsts(self, positions: list[int]) -> set[int]:
        """Return the threads that could run first so that just the steps of these events happen."""
        seen = set()
        found = set()
        for position in positions:
            node = self.events[position].node
            thread = self.events[self._steps[node][0]].thread
            if thread in seen:
                continue
            seen.add(thread)
            if not any(
                self.before(one, part) for part in self._steps[node] for one in positions if one < self._steps[node][0]
            ):
                found.add(thread)
        return found

    def beside(self, race: tuple[int, int], own: int) -> tuple[list[Access], set[int]]:
        """Return what could happen before both events of a race, and which threads could begin with it.

        What else the step of the later event does may depend on the race. So in the other order it may conflict with
        what does not depend on it here, and has to be tried after that, too.

        Args:
            race: the positions of the events.
            own: number of the later event's thread.

        Returns:
            The accesses, and the numbers of the threads; none if the later event's thread has another step between.
        """
        first, last = race
        first = self._steps[self.events[first].node][0]
        if last < 0 or any(
            self.events[one].thread == own and self.events[one].node != self.events[last].node
            for one in range(first + 1, last)
        ):
            return [], set()
        least = self._steps[self.events[last].node][0]
        rest = self._not_after(first, len(self.events))
        rest = [one for one in rest if one < least or not self.before(least, one)]
        rest = [one for one in rest if self.events[one].thread != own]
        return [self.events[one] for one in rest], self._firsts(rest)

    def fingerprint(self) -> int:
        """Return a number that is the same for two executions if and only if they are of one equivalence class.

        It depends on the process, because Python's hash of a text does.
        """
        return hash(self.signature())

    def signature(self) -> tuple[tuple[object, ...], ...]:
        """Return a value that is the same for two executions if and only if they are of one equivalence class."""
        counts = self._counts()
        parts: list[list[object]] = [[] for _ in range(self.threads + 1)]
        last: list[int] | None = None
        shown: tuple[int, ...] = ()
        for event, clock in zip(self.events, self.clocks, strict=True):
            if clock is not last:  # the events of one step have one clock
                last, shown = clock, tuple(clock)
                if counts:
                    pairs = zip(counts, clock, strict=True)
                    shown = tuple([count[min(at, len(count) - 1)] for count, at in pairs])
            if event.kind != HASTENS:
                parts[event.thread].append((event.kind, shown))
        return tuple(map(tuple, parts))

    def _counts(self) -> list[list[int]]:
        """Return for each thread, by the entry of a clock, how many of its events count; nothing if all of them do."""
        if not any(event.kind == HASTENS for event in self.events):
            return []
        counts = [[0] for _ in range(self.threads + 1)]
        for event, index in zip(self.events, self.index, strict=True):
            count = counts[event.thread]
            count += [count[-1]] * (index - len(count))
            count.append(count[-1] + (event.kind != HASTENS))
        return counts
