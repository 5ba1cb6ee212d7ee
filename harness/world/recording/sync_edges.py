"""What the tracer tells besides, for who asks about races: who got what another gave, and what is no data.

To a search an operation on a semaphore, an event or a barrier is one access to it, in an order that matters. What
the documentation promises is less: a release comes before the acquire that gets its permit, and before no other.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Any

from harness.trace import GAVE, GOT, NUDGED, READ, RELEASE, WAIT, WAKE, WRITE
from harness.world.recording.access_tracer import AccessTracer
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread

THREADING = ("threading", "_thread")


class SyncEdges(AccessTracer):
    """Tells, too, who got what another gave, and which locations are no data.

    Attributes:
        primitives: locations that are semaphores, events, barriers, or fields of thread-locals.
        containers: locations that are a whole list, dict, set, deque or iterator.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        super().__init__(scheduler)
        self.primitives: set[int] = set()
        self.containers: set[int] = set()
        self._kinds: dict[type, str] = {}
        self._gifts, self._numbering = 0, False
        self._permits: defaultdict[int, deque[int]] = defaultdict(deque)
        """Of a semaphore, the gifts that its permits are; 0 for those from the beginning."""
        self._released: dict[int, int] = {}
        self._on: dict[int, int] = {}
        """The last gift of a semaphore, and that of an event."""
        self._rounds: dict[int, tuple[int, int]] = {}
        self._arrived: dict[int, int] = {}

    def kind_of(self, obj: Any) -> str:
        """``Semaphore``, ``local`` and so on, of an object of such a class or one derived from it; else ""."""
        kind = type(obj)
        name = self._kinds.get(kind)
        if name is None:
            named = (one.__name__ for one in reversed(kind.__mro__) if one.__module__ in THREADING)
            name = self._kinds[kind] = next(named, "")
        return name

    def location(self, obj: Any, field: str | None) -> int:
        """The number of a location; new ones in order of being met."""
        key = (obj, field) if type(obj) is str else (self.sight.key(obj), field)
        known = self._locations.get(key)
        if known is None:
            known = self._locations[key] = len(self._locations)
            if field is None and type(obj) is not str and not hasattr(type(obj), "_kata_hidden"):
                (self.primitives if self.kind_of(obj) else self.containers).add(known)
            elif (self.kind_of(obj), field) == ("Thread", "_started") or self.kind_of(obj) == "local":
                self.primitives.add(known)  # a local's fields are many, one for each thread
        return known

    def anticipate(self, threads: list[Thread]) -> None:
        """Number what the threads are about to come to; nothing is given or got yet."""
        self._numbering = True
        super().anticipate(threads)
        self._numbering = False

    def woken(self, thread: Thread) -> None:
        """The current thread lets another go on."""
        super().woken(thread)
        if thread.call is not None and self.kind_of(thread.call[1]) == "Semaphore" and not self.scheduler.in_order:
            # somebody may be faster
            self.accesses[-1] = self.accesses[-1]._replace(node=NUDGED)

    def _whole(self, thread: Thread, kind: str, obj: Any) -> None:
        super()._whole(thread, kind, obj)
        name = self.kind_of(obj)
        if name in ("Semaphore", "Event", "Barrier") and not self._numbering:
            tell = {"Semaphore": self._semaphore, "Event": self._event, "Barrier": self._barrier}[name]
            tell(thread, kind, obj, self.location(obj, None))

    def _give(self, thread: Thread) -> int:
        self._gifts += 1
        self._add(thread, GAVE, self._gifts)
        return self._gifts

    def _semaphore(self, thread: Thread, kind: str, semaphore: Any, number: int) -> None:
        permits = self._permits[number]
        while len(permits) > semaphore._value:
            permits.popleft()
        while len(permits) < semaphore._value:  # as many as the last release gave
            permits.append(self._released.get(number, 0))
        if kind == RELEASE:
            self._released[number] = self._give(thread)
        elif permits:
            gift = permits.popleft()
            if gift:
                self._add(thread, GOT, gift)

    def _event(self, thread: Thread, kind: str, event: Any, number: int) -> None:
        if kind == WRITE and not event._flag:  # a set, or a clear after which nobody sees it on
            self._on[number] = self._give(thread)
        elif kind in (READ, WAIT) and event._flag:
            self._add(thread, GOT, self._on[number])

    def _barrier(self, thread: Thread, kind: str, barrier: Any, number: int) -> None:
        gift, arrivals = self._rounds.get(number) or (self._new(), 0)
        if kind == WAKE:
            if self._arrived[thread.number] != gift:  # else it was let in, not out
                self._add(thread, GOT, self._arrived[thread.number])
        elif kind != READ and barrier._state != -2:
            self._add(thread, GAVE, gift)
            self._arrived[thread.number] = gift
            arrivals += 1
            if kind == WAIT and arrivals == barrier._parties:
                self._add(thread, GOT, gift)
            over = kind == WRITE or arrivals == barrier._parties
            self._rounds[number] = (self._new(), 0) if over else (gift, arrivals)

    def _new(self) -> int:
        self._gifts += 1
        return self._gifts
