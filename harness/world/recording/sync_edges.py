"""Release-to-acquire pairs of semaphores, events and barriers; locations that are synchronisation state.

To a search, an operation on a semaphore, an event or a barrier is one access, and the order of all of them matters.
To the race check only those edges count that the documentation promises: a release happens before the acquire that
gets its permit, and before no other acquire.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Any

from ...common.kinds import bases_of, class_has, held_by, module_of, name_of
from ...trace import GAVE, GOT, NUDGED, READ, RELEASE, WAIT, WAKE, WRITE
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .access_tracer import AccessTracer
from .locations import BUILTIN_CONTAINERS

THREADING = ("threading", "_thread")


class SyncEdges(AccessTracer):
    """A tracer that also traces release-to-acquire pairs, and notes which locations are synchronisation state.

    Attributes:
        primitives: locations that are semaphores, events, barriers, the waiters of conditions, fields of
            thread-locals, or counters of the library.
        containers: locations that are a whole list, dict, set, deque or iterator.
    """

    __slots__ = (
        "_arrived", "_edges", "_generations", "_kinds", "_numbering", "_permits", "_released", "_set", "containers",
        "primitives",
    )  # fmt: skip

    def __init__(self, scheduler: Scheduler) -> None:
        super().__init__(scheduler)
        self.primitives: set[int] = set()
        self.containers: set[int] = set()
        self._kinds: dict[type, str] = {}
        self._edges = 0
        """Number of release-to-acquire pairs so far."""
        self._numbering = False
        """Locations are being numbered, and no operation is performed."""
        self._permits: defaultdict[int, deque[int]] = defaultdict(deque)
        """By semaphore: of each free permit the edge of its release; 0 for an initial permit."""
        self._released: dict[int, int] = {}
        """By semaphore: the edge of its last release."""
        self._set: dict[int, int] = {}
        """By event: the edge of the ``set()`` that turned it on."""
        self._generations: dict[int, tuple[int, int]] = {}
        """By barrier: the edge of its current generation, and the number of threads that have arrived."""
        self._arrived: dict[int, int] = {}
        """By thread: the edge of the barrier generation that it arrived in last."""

    def kind_of(self, obj: Any) -> str:
        """Return the primitive that an object's class is derived from, such as ``Semaphore`` or ``local``; else ""."""
        kind = type(obj)
        if kind in BUILTIN_CONTAINERS:
            return ""
        name = self._kinds.get(kind)
        if name is None:
            names = [name_of(one) for one in reversed(bases_of(kind)) if module_of(one) in THREADING]
            name = self._kinds[kind] = names[0] if names else ""
        return name

    def _met(self, obj: Any, field: str | None, location: int) -> None:
        """Note what kind of location has been numbered."""
        if field is None:
            if not issubclass(type(obj), str) and not class_has(type(obj), "_kata_hidden"):
                (self.primitives if self.kind_of(obj) else self.containers).add(location)
            return
        kind = self.kind_of(obj)
        if type(obj) is str:  # a counter of the library, such as the one that numbers threads, which C increments
            self.primitives.add(location)
        # each thread has its own fields of a local; the threads that wait on a condition are no data of the program
        if kind == "local" or (kind, field) in (("Thread", "_started"), ("Condition", "_waiters")):
            self.primitives.add(location)

    def anticipate(self, threads: list[Thread]) -> None:
        """Number the locations of all pending operations, without tracing any edge."""
        self._numbering = True
        AccessTracer.anticipate(self, threads)
        self._numbering = False

    def woken(self, thread: Thread) -> None:
        """Trace the edge from the current thread to a thread that it unblocks."""
        AccessTracer.woken(self, thread)
        if thread.call is not None and self.kind_of(thread.call[1]) == "Semaphore" and not self.scheduler.rules.fifo:
            # another thread may take the permit first
            number, _, kind, other = self.accesses[-1]
            self.accesses[-1] = (number, NUDGED, kind, other)

    def _whole(self, thread: Thread, kind: str, obj: Any) -> None:
        AccessTracer._whole(self, thread, kind, obj)
        name = self.kind_of(obj)
        if name in ("Semaphore", "Event", "Barrier") and not self._numbering:
            number = self.location(obj, None)
            if name == "Semaphore":
                self._semaphore(thread, kind, obj, number)
            elif name == "Event":
                self._event(thread, kind, obj, number)
            else:
                self._barrier(thread, kind, obj, number)

    def _new(self) -> int:
        self._edges += 1
        return self._edges

    def _release_edge(self, thread: Thread) -> int:
        edge = self._new()
        self._add(thread, GAVE, edge)
        return edge

    def _semaphore(self, thread: Thread, kind: str, semaphore: Any, number: int) -> None:
        permits = self._permits[number]
        while len(permits) > held_by(semaphore, "_value"):
            permits.popleft()
        while len(permits) < held_by(semaphore, "_value"):  # as many as the last release added
            permits.append(self._released.get(number, 0))
        if kind == RELEASE:
            self._released[number] = self._release_edge(thread)
        elif kind != READ and permits:
            edge = permits.popleft()
            if edge:
                self._add(thread, GOT, edge)

    def _event(self, thread: Thread, kind: str, event: Any, number: int) -> None:
        if kind == WRITE and not held_by(event, "_flag"):  # a set; or a clear, after which no thread sees it on
            self._set[number] = self._release_edge(thread)
        elif kind in (READ, WAIT) and held_by(event, "_flag"):
            self._add(thread, GOT, self._set[number])

    def _barrier(self, thread: Thread, kind: str, barrier: Any, number: int) -> None:
        edge, arrivals = self._generations.get(number) or (self._new(), 0)
        if kind == WAKE:
            if self._arrived[thread.number] != edge:  # else it has only entered the barrier, and not left it
                self._add(thread, GOT, self._arrived[thread.number])
        elif kind != READ and held_by(barrier, "_state") != -2:
            self._add(thread, GAVE, edge)
            self._arrived[thread.number] = edge
            arrivals += 1
            if kind == WAIT and arrivals == held_by(barrier, "_parties"):
                self._add(thread, GOT, edge)
            over = kind == WRITE or arrivals == held_by(barrier, "_parties")
            self._generations[number] = (self._new(), 0) if over else (edge, arrivals)
