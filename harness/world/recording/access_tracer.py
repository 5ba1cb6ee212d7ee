"""The tracer of accesses to numbered locations, for searches that reason about which order matters.

Operations on locks, semaphores, conditions, events and barriers, starts and joins are translated into a few kinds of
access and into happens-before edges between threads. What cannot be translated is named in ``unmodelled``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...common.kinds import class_has, is_a
from ...trace import (
    ACQUIRE,
    CLOCK,
    CROSSED,
    DUE,
    EDGE,
    END,
    FORESTALLED,
    FREE,
    HASTENS,
    JOIN,
    JOINED,
    MOMENT,
    NOTIFY,
    OF_STATE,
    READ,
    RELEASE,
    START,
    STATE,
    TIME,
    TOOK,
    TRY,
    WAIT,
    WAKE,
    WRITE,
    Access,
)  # fmt: skip
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import BY_NUMBER, NOTHING, Thread
from .awaiting_loops import CHANGING, AwaitingLoops
from .library_fields import LibraryFields
from .locations import BUILTIN_CONTAINERS, LISTINGS, LIVES, NOBODY, NUMBERS, OF_STARTED, RETURNS, looked_through
from .object_keys import ObjectKeys
from .waits import Waits, is_free_to_enter, waits


class AccessTracer:
    """Collects the accesses of one execution, in the place of a recorder.

    Args:
        scheduler: the scheduler that runs the execution.
    """

    __slots__ = (
        "_anticipated", "_children", "_fields", "_forced", "_fresh", "_locations", "_made", "_member", "_numbers",
        "_step", "_threads", "_waits", "accesses", "awaited", "awaits", "labels", "preempted", "registry", "scheduler",
        "traces_state",
    )  # fmt: skip

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler, self.registry = scheduler, ObjectKeys()
        self.preempted = self.traces_state = False
        """Each operation that may change what an invariant sees is also traced as a write of ``STATE``."""
        self.accesses: list[Access] = []
        self._step = self._forced = -1
        self._member = NOBODY
        """The thread that runs this step."""
        self._children: tuple[int, ...] = ()
        """The threads that it has started in this step, which run up to their first point at once."""
        self._fresh = False  # a choice was made, and no operation has been performed since
        self._locations: dict[tuple[int | str, str | None], int] = {}
        self.labels: list[object] = []
        self._numbers = self.registry.numbers
        self._anticipated: dict[int, tuple[int, str, str | None, int]] = {}
        """By thread: the pending operation of which the location has a number."""
        self.awaits: AwaitingLoops | None = None
        """Keeps threads back whose loops wait, if a search wants that."""
        self.awaited: set[int] = set()  # the locations that the threads kept back have read
        self._threads: dict[int, int] = {}
        """By key of a ``threading.Thread``: the thread's number."""
        self._fields, self._waits = LibraryFields(), Waits()
        self._made: dict[int, int] = {}
        """By key of a ``threading.Thread``: the step in which it was made."""

    @property
    def threads(self) -> int:
        """The number of threads so far."""
        return len(self.scheduler.threads)

    @property
    def unmodelled(self) -> str:
        """The reason why no search of this program can be exhaustive; "" if there is none."""
        return self.scheduler.unmodelled

    @property
    def doubtful(self) -> str:
        """The operation whose effects are perhaps not all traced; "" if there is none."""
        return self.scheduler.doubtful

    def stop(self) -> None:
        """End the execution, because an equivalent one has been explored already."""
        self.scheduler.stop("redundant")

    def inspect(self) -> None:
        """Note at the end of the execution what the threads wait for, before they are unwound."""
        self._waits = waits(self.scheduler)

    def waiting(self, *, pending: bool = False) -> list[tuple[int, int]]:
        """Return the threads that waited for a lock at the end, or were about to acquire it, by numbers."""
        return [(one, self.location(lock, None)) for one, lock, able in self._waits.locks if pending or not able]

    def ended_early(self) -> int | None:
        """Return the number of the thread whose end has ended the program before a deadline came; None if none has."""
        if not self._waits.deadline:
            return None
        ends = (thread for thread, _, kind, _ in reversed(self.accesses) if kind == END)
        return next((number for number in ends if not self.scheduler.threads[number].daemon), None)

    @property
    def known(self) -> int:
        """The number of locations so far."""
        return len(self._locations)

    def chosen(self, node: int, thread: int) -> None:
        """Begin the step of a thread that was chosen among several.

        Args:
            node: number of the choice.
            thread: number of the thread.
        """
        self._step, self._member, self._children, self._fresh = node, thread, (), True

    def anticipate(self, threads: list[Thread]) -> None:
        """Number the locations of all pending operations, so that no number depends on which thread runs first."""
        known, fresh = self._anticipated, []
        for one in threads:
            operation = one.operation
            pending = (one.ops, operation.kind, operation.field, id(operation.obj))
            if known.get(one.number) != pending:
                known[one.number] = pending
                fresh.append(one)
        if fresh:
            self._pretend(sorted(fresh, key=BY_NUMBER) if len(fresh) > 1 else fresh)

    def _pretend(self, threads: list[Thread]) -> None:
        """Translate pending operations, and forget their accesses again; what stays is the numbers of locations."""
        count, state = len(self.accesses), (self._step, self._member, self._children, self._fresh, self._forced)
        awaited, self.awaited = self.awaited, set()  # nothing happens yet
        for thread in threads:
            operation = thread.operation
            self.event(thread, operation.kind, operation.obj, operation.field)
        del self.accesses[count:]
        self._step, self._member, self._children, self._fresh, self._forced = state
        self.awaited = awaited

    def keep_back(self) -> None:
        """Keep threads back, from the next execution's beginning on, whose loops wait for a change."""
        self.awaits = AwaitingLoops(self)

    def location(self, obj: Any, field: str | None) -> int:
        """Return the number of a location; new ones are numbered in the order of their first use."""
        number = obj if type(obj) is str else self._numbers.get(id(obj))
        key = (number if number is not None else self.registry.key(obj), field)
        known = self._locations.get(key)
        if known is None:
            known = self._locations[key] = len(self._locations)
            self.labels.append((self._fields.label(obj), field))
            self._met(obj, field, known)
        return known

    def _met(self, obj: Any, field: str | None, location: int) -> None:
        """Do nothing when a location has been numbered."""

    def _add(self, thread: Thread, kind: str, location: int) -> None:
        self.accesses.append((thread.number, self._step, kind, location))
        if self.awaited and location in self.awaited and kind in CHANGING:
            self._let_go(location)

    def _let_go(self, location: int) -> None:
        """Keep the threads back no longer that wait for a change of this location."""
        self.awaited.clear()
        for thread in self.scheduler.threads:
            if location in thread.awaits and thread is not self.scheduler.current:
                thread.awaits = NOTHING
                self.woken(thread)
            self.awaited |= thread.awaits

    # -- calls of the scheduler, as for a recorder ------------------------------------------------------

    def references(self, obj: object) -> int:
        """Return how many references to an object the recorder itself holds."""
        return self.registry.holds(obj)

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """Translate an operation that is being performed."""
        number = thread.number
        if (pointed and not self._fresh) or (number != self._member and number not in self._children):
            self._forced -= 1  # as in ``_begin``, which this is too frequent to call
            self._step, self._member, self._children = self._forced, number, ()
        self._fresh = False
        if field is not None:
            self._field(thread, kind, obj, field)
        elif type(obj) in BUILTIN_CONTAINERS:
            self._add(thread, READ if kind == READ else WRITE, self.location(obj, None))
        elif self._fields.is_lock(type(obj)):
            self._lock(thread, kind, obj, pointed and not thread.timed_out)
        elif kind == START:
            self._started(thread, obj)
        elif kind == END:
            self._add(thread, WRITE, LIVES - thread.number)
            # a daemon counts even if it has ended, because no access of this thread tells that
            if not thread.daemon and True in [other.daemon for other in self.scheduler.threads]:
                self._add(thread, READ, MOMENT)  # once all others have ended, a daemon's deadlines do not come any more
            self._add(thread, END, thread.number)
        elif kind in (WAIT, WAKE, NOTIFY) and self._fields.has(obj, "_waiters"):
            self._condition(thread, kind, obj)
        else:
            self._whole(thread, kind, obj)
        if self.traces_state and kind in OF_STATE:
            self._add(thread, WRITE, STATE)

    def _begin(self, thread: int, pointed: bool) -> None:
        """Begin a new step of a thread if what it does now is not a part of the step that was chosen."""
        if (pointed and not self._fresh) or (thread != self._member and thread not in self._children):
            self._forced -= 1  # no other thread could have run here
            self._step, self._member, self._children = self._forced, thread, ()
        self._fresh = False

    def call_begins(self, thread: Thread, others: Sequence[int]) -> None:
        """Trace that a call of a workload begins: it matters which calls of the other threads have returned.

        Args:
            thread: the thread that makes the call.
            others: positions of the other threads in the workload.
        """
        self._begin(thread.number, True)
        for other in others:
            self._add(thread, READ, RETURNS - other)

    def call_ends(self, thread: Thread, position: int) -> None:
        """Trace that a call of a workload returns, as a part of the step that is being performed."""
        self._begin(thread.number, False)
        self._add(thread, WRITE, RETURNS - position)

    def blocks(self, thread: Thread, kind: str, obj: Any) -> None:
        """Do nothing when a thread has to wait."""

    def expired(self, thread: Thread, obj: Any) -> None:
        """Trace that a thread has seen that what it waited for has not come."""
        self._begin(thread.number, True)
        if self._fields.is_lock(type(obj)):
            self._lock(thread, TRY, obj)
        elif self._fields.has(obj, "_waiters"):  # it is no waiter any more that a notify could wake
            self._add(thread, READ, self.location(obj, "_waiters"))
        else:
            self._whole(
                thread, READ if self._fields.has(obj, "_flag") or self._fields.has(obj, "_started") else WRITE, obj
            )

    def asked(self, obj: Any) -> None:
        """Trace that the current thread reads whether what it begins to wait for is there."""
        thread = self.scheduler.current
        self._begin(thread.number, False)
        if self._fields.is_lock(type(obj)):
            self._lock(thread, READ, obj)
        elif self._fields.has(obj, "_started"):
            self._life(thread, obj)

    def stepped(self, thread: Thread) -> None:
        """Begin another step of a thread."""
        self._begin(thread.number, True)

    def resolved(self, thread: Thread) -> None:
        """Trace that the current thread ends a wait, which could have ended by its deadline before."""
        current = self.scheduler.current
        self._begin(current.number, False)
        self._add(current, HASTENS, MOMENT)
        self._add(current, FORESTALLED, thread.number if thread.timed_out else CLOCK)

    def ticked(self, due: list[Thread]) -> None:
        """Trace a step of the clock, and its edges to the threads whose deadline has come."""
        self._begin(CLOCK, True)
        self.accesses += [(CLOCK, self._step, WRITE, MOMENT), *((one.number, -1, DUE, CLOCK) for one in due)]

    def joining(self, thread: Any) -> None:
        """Trace that the current thread reads whether another thread has been started."""
        self._add(self.scheduler.current, READ, self.location(thread, "_started"))

    def inner(self, kind: str, obj: Any, field: str) -> None:
        """Trace an access inside an operation of the library, as a part of the current thread's step."""
        thread = self.scheduler.current
        self._begin(thread.number, False)
        self._add(thread, kind, self.location(obj, field))

    def made(self, thread: Any) -> None:
        """Note that a ``threading.Thread`` is made in this step, at whose end other threads can know it."""
        self._begin(self.scheduler.current.number, False)
        self._made[self.registry.key(thread)] = self._step

    def ending(self) -> None:
        """Trace that the current thread is removed from the list of the threads that are alive."""
        thread = self.scheduler.current
        self._begin(thread.number, False)
        self._add(thread, WRITE, LIVES - thread.number)

    def joined(self, thread: Any) -> None:
        """Trace the edge from the end of a thread to the current thread, which has joined it."""
        number = self._threads.get(self.registry.key(thread))
        if number is not None and self.scheduler.threads[number].done:
            self._add(self.scheduler.current, JOINED, number)

    def woken(self, thread: Thread) -> None:
        """Trace the edge from the current thread to a thread that it unblocks."""
        self.accesses.append((thread.number, -1, EDGE, self.scheduler.current.number))

    def notified(self, beyond: int) -> None:
        """Do nothing when a notify wakes more threads than it was asked to."""

    def refused(self) -> None:
        """Do nothing when an operation raises an exception."""

    def settled(self, thread: Thread) -> None:
        """Trace the edges from the clock and all other threads to a thread that was waiting for quiescence."""
        edges = [(thread.number, -1, EDGE, other.number) for other in self.scheduler.threads if other is not thread]
        self.accesses += [(thread.number, -1, DUE, CLOCK), *edges]

    # -- kinds of objects ------------------------------------------------------------------------------------

    def _lock(self, thread: Thread, kind: str, lock: Any, waited: bool = True) -> None:
        if lock._kata_hidden:
            return
        number = self.location(lock, None)
        if kind == RELEASE:
            if lock.owner is not thread:
                self._add(thread, CROSSED, number)
            self._free(thread, number)
        elif kind in (READ, TRY):
            self._add(thread, TRY if kind == READ or lock.owner is not None else TOOK, number)
        elif kind == ACQUIRE:
            self._add(thread, ACQUIRE if waited else TOOK, number)

    def _free(self, thread: Thread, lock: int) -> None:
        if self.scheduler.release_points:  # some thread may test the lock without waiting for it
            self._add(thread, RELEASE, lock)
        self._add(thread, FREE, lock)

    def _condition(self, thread: Thread, kind: str, condition: Any) -> None:
        if self._fields.held(lock := self._fields.held(condition, "_lock"), "_kata_hidden", True):
            return
        number = self.location(lock, None)
        if kind == WAIT:
            self._free(thread, number)
        elif kind == WAKE:
            self._add(thread, ACQUIRE, number)  # the notifier holds the lock, and that orders the two
        elif any(
            not one.wanting or one.wanting[0].deadline is not None for one in self._fields.held(condition, "_waiters")
        ):
            self._add(thread, WRITE, self.location(condition, "_waiters"))

    def _started(self, thread: Thread, child: Thread) -> None:
        if child.object is not None:
            key = self.registry.key(child.object)
            self._threads[key] = child.number
            if self._made.get(key) != self._step:
                self._add(thread, WRITE, self.location(child.object, "_started"))
        self._add(thread, WRITE, NUMBERS)  # threads are numbered in the order of their starts
        self._add(thread, WRITE, LIVES - child.number)
        self._add(thread, START, child.number)
        self._children = (*self._children, child.number)

    def _field(self, thread: Thread, kind: str, obj: Any, field: str) -> None:
        self._add(thread, WRITE if kind == WRITE else READ, self.location(obj, field))
        if field in OF_STARTED and class_has(type(obj), "_bootstrap"):
            self._add(thread, READ, self.location(obj, "_started"))
        for kind_of_object in looked_through(obj, field) if kind != WRITE else ():
            self._add(thread, READ, self.location(kind_of_object, field))

    def _whole(self, thread: Thread, kind: str, obj: Any) -> None:
        if obj is TIME:
            if (thread.number, self._step, kind, MOMENT) not in self.accesses[-3:]:  # of one wait, once is enough
                self._add(thread, kind, MOMENT)
        elif kind == JOIN or obj is None or is_a(obj, (int, float, BaseException)):
            return
        elif self._fields.has(obj, "_started"):
            self._life(thread, obj)
        elif type(obj) is str and obj in LISTINGS:
            self._add(thread, READ, NUMBERS)  # a thread that has not been started yet is not in the list
            for number in range(1, self.threads):  # the main thread stays in it
                self._add(thread, READ, LIVES - number)
        elif not ((is_event := self._fields.has(obj, "_flag")) and kind == WAKE):
            looks = (kind == WAIT and is_event) or (kind == WAKE and is_free_to_enter(self.scheduler, obj))
            self._add(thread, READ if kind == READ or looks else WRITE, self.location(obj, None))

    def _life(self, thread: Thread, asked: Any) -> None:
        """Translate a question about a thread, or an operation that is announced before its start or its end."""
        self._add(thread, READ, self.location(asked, "_started"))
        if (number := self._threads.get(self.registry.key(asked))) is not None:
            self._add(thread, READ, LIVES - number)
