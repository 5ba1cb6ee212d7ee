"""One execution as accesses to numbered locations, for searches that reason about which order matters.

Locks, semaphores, conditions, events, barriers, starts and joins are told in terms of a few kinds of
access and of edges between threads. What cannot be told so is named in ``unmodelled``.
"""

from __future__ import annotations

from typing import Any

from harness.trace import (
    ACQUIRE,
    CROSSED,
    EDGE,
    END,
    FREE,
    JOIN,
    JOINED,
    NOTIFY,
    READ,
    RELEASE,
    START,
    TOOK,
    TRY,
    WAIT,
    WAKE,
    WRITE,
    Access,
)
from harness.world.recording.object_registry import ObjectRegistry
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread

_new = tuple.__new__
"""Makes an ``Access`` in half the time that its own constructor takes."""
NUMBERS = -1
"""The location of what number the next thread has: the same in all executions."""
LIVES = -2
"""The location of whether thread 0 lives; those of other threads come below it."""


class AccessTracer:
    """Collects the accesses of one execution; takes the place of a recorder.

    Args:
        scheduler: runs the execution.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self.sight = ObjectRegistry(frozenset())
        self.preempted = False
        self.accesses: list[Access] = []
        self._step = -1
        self._members: frozenset[int] = frozenset()
        """The thread whose step it is, and those it started, which run up to their first point at once."""
        self._fresh = False
        self._forced = -1
        self._locations: dict[tuple[int | str, str | None], int] = {}
        self._threads: dict[int, int] = {}
        """By key of a ``threading.Thread``: the thread's number."""

    @property
    def threads(self) -> int:
        """How many threads there were."""
        return len(self.scheduler.threads)

    @property
    def unmodelled(self) -> str:
        """What of the execution no search can be exhaustive about; "" if there was nothing."""
        return self.scheduler.unmodelled

    @property
    def doubtful(self) -> str:
        """What of the execution is traced, but not shown to be traced in all its consequences."""
        return self.scheduler.doubtful

    def stop(self) -> None:
        """End the execution: all that could come of it has come of another."""
        self.scheduler.stop("redundant")

    def waiting(self) -> list[tuple[int, int]]:
        """Who waits for a lock now, and for which: numbers of threads and locks."""
        found = []
        for thread in self.scheduler.threads:
            lock = thread.fused if thread.kind == WAKE else thread.obj
            if not thread.done and not thread.runnable and not getattr(type(lock), "_kata_hidden", True):
                found.append((thread.number, self.location(lock, None)))
        return found

    @property
    def known(self) -> int:
        """How many locations have been met."""
        return len(self._locations)

    def chosen(self, node: int, thread: int) -> None:
        """A choice was made; what the thread does next could have been done by others, too."""
        self._step, self._members, self._fresh = node, frozenset({thread}), True

    def anticipate(self, threads: list[Thread]) -> None:
        """Number what the threads are about to come to, so that it has the same number whoever goes first."""
        count, state = len(self.accesses), (self._step, self._members, self._fresh, self._forced)
        for thread in sorted(threads, key=lambda one: one.number):
            self.event(thread, thread.kind, thread.obj, thread.field)
        del self.accesses[count:]
        self._step, self._members, self._fresh, self._forced = state

    def location(self, obj: Any, field: str | None) -> int:
        """The number of a location; new ones in order of being met."""
        key = (obj, field) if type(obj) is str else (self.sight.key(obj), field)
        known = self._locations.get(key)
        if known is None:
            known = self._locations[key] = len(self._locations)
        return known

    def _add(self, thread: Thread, kind: str, location: int) -> None:
        self.accesses.append(_new(Access, (thread.number, self._step, kind, location)))

    # -- what the scheduler tells, as it tells a recorder -----------------------------------------------

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """An operation is performed."""
        if thread.number not in self._members or (pointed and not self._fresh):
            self._forced -= 1  # nobody else could have gone on here
            self._step, self._members = self._forced, frozenset({thread.number})
        self._fresh = False
        if field is not None:  # most operations are that
            self._field(thread, kind, obj, field)
        elif hasattr(type(obj), "_kata_hidden"):
            self._lock(thread, kind, obj)
        elif kind == START:
            self._started(thread, obj)
        elif kind == END:
            self._add(thread, WRITE, LIVES - thread.number)
            self._add(thread, END, thread.number)
        elif kind in (WAIT, WAKE, NOTIFY) and hasattr(obj, "_waiters"):
            self._condition(thread, kind, obj)
        else:
            self._whole(thread, kind, obj)

    def blocks(self, thread: Thread, kind: str, obj: Any) -> None:
        """A thread has to wait; of no interest."""

    def expired(self, thread: Thread, obj: Any) -> None:
        """A thread has waited for long enough; of no interest."""

    def joining(self, thread: Any) -> None:
        """The current thread asks whether another has been started."""
        self._add(self.scheduler.current, READ, self.location(thread, "_started"))

    def joined(self, thread: Any) -> None:
        """The current thread has joined another, which has ended."""
        number = self._threads.get(self.sight.key(thread))
        if number is not None and self.scheduler.threads[number].done:
            self._add(self.scheduler.current, JOINED, number)

    def woken(self, thread: Thread) -> None:
        """The current thread lets another go on."""
        self.accesses.append(Access(thread.number, -1, EDGE, self.scheduler.current.number))

    def settled(self, thread: Thread) -> None:
        """All others rest, and so the thread goes on."""
        for other in self.scheduler.threads:
            if other is not thread:
                self.accesses.append(Access(thread.number, -1, EDGE, other.number))

    # -- kinds of objects ------------------------------------------------------------------------------------

    def _lock(self, thread: Thread, kind: str, lock: Any) -> None:
        if lock._kata_hidden:
            return
        number = self.location(lock, None)
        if kind == RELEASE:
            if lock.owner is not thread:
                self._add(thread, CROSSED, number)
            self._free(thread, number)
        elif kind == TRY:
            self._add(thread, TRY if lock.owner is not None else TOOK, number)
        elif kind == ACQUIRE:
            self._add(thread, kind, number)

    def _free(self, thread: Thread, lock: int) -> None:
        if self.scheduler.release_points:  # somebody may look at it without waiting for it
            self._add(thread, RELEASE, lock)
        self._add(thread, FREE, lock)

    def _condition(self, thread: Thread, kind: str, condition: Any) -> None:
        lock = condition._lock
        if getattr(lock, "_kata_hidden", True):
            return
        number = self.location(lock, None)
        if kind == WAIT:
            self._free(thread, number)
        elif kind == WAKE:
            self._add(thread, ACQUIRE, number)  # who notifies has the lock: that is order enough

    def _started(self, thread: Thread, child: Thread) -> None:
        if child.object is not None:
            self._threads[self.sight.key(child.object)] = child.number
            self._add(thread, WRITE, self.location(child.object, "_started"))
        self._add(thread, WRITE, NUMBERS)  # they are given in order of starting
        self._add(thread, WRITE, LIVES - child.number)
        self._add(thread, START, child.number)
        self._members |= {child.number}

    def _field(self, thread: Thread, kind: str, obj: Any, field: str) -> None:
        access = WRITE if kind == WRITE else READ
        self._add(thread, access, self.location(obj, field))
        if access == READ:
            for kind_of_object in _looked_through(obj, field):
                self._add(thread, READ, self.location(kind_of_object, field))

    def _whole(self, thread: Thread, kind: str, obj: Any) -> None:
        if kind == JOIN or obj is None or isinstance(obj, int | float | BaseException):
            return
        if hasattr(obj, "_started"):
            number = self._threads.get(self.sight.key(obj))
            self._add(thread, READ, NUMBERS if number is None else LIVES - number)
            return
        is_event = hasattr(obj, "_flag")
        if kind == WAKE and is_event:
            return
        reads = kind == READ or (kind == WAIT and is_event) or (kind == WAKE and hasattr(obj, "_parties"))
        self._add(thread, READ if reads else WRITE, self.location(obj, None))


def _looked_through(obj: Any, field: str) -> list[type]:
    """The further classes that show a field where an object has none of its own, up to the one that has it."""
    fields = getattr(obj, "__dict__", None)
    if fields is not None and field in fields:
        return []
    kinds = obj.__mro__[1:] if isinstance(obj, type) else type(obj).__mro__
    last = next((number for number, kind in enumerate(kinds) if field in vars(kind)), len(kinds))
    return list(kinds[: last + 1])
