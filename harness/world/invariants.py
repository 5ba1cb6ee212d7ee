"""Invariants of the program: predicates that are checked at each scheduling point where no lock guards their data."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import ref

from ..common.kinds import is_a, name_of
from ..trace import ACQUIRE, WRITE, Place
from .loader.load_error import innermost
from .recording.event_recorder import EventRecorder
from .recording.library_fields import LibraryFields
from .recording.sync_edges import SyncEdges
from .scheduler.scheduler import Scheduler
from .scheduler.thread import GuardHeld

MUTEX = 1
"""The initial number of permits of a semaphore that is used as a lock."""


class PredicateWaits(Exception):
    """An error: the predicate of an invariant would have to wait."""


class PermitTaken(PredicateWaits):
    """An error: it would have to wait for the permit of a semaphore."""


class InvariantBroken(AssertionError):
    """An error: an invariant does not hold.

    Attributes:
        place: the line after which it does not hold, where known.
    """

    def __init__(self, message: str, place: Place | None) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class Invariant:
    """One predicate.

    Attributes:
        predicate: takes no arguments.
        what: the predicate in words.
        guards: the locks under which it may be false; None for all locks.
    """

    predicate: Callable[[], object]
    what: str
    guards: tuple[Any, ...] | None


class Invariants:
    """The invariants of one world. Each execution registers its own.

    Args:
        scheduler: runs the executions.
        kinds: the classes of locks, and that of semaphores.
        place: returns the line of the program at which a thread is.
    """

    def __init__(self, scheduler: Scheduler, kinds: Sequence[Any], place: Callable[[Any], Place | None]) -> None:
        self._scheduler = scheduler
        self._kinds = tuple(kinds)
        self._place = place
        self._all: dict[Invariant, int] = {}
        """How often each was checked while several threads were alive."""
        self._locks: dict[int, Any] | None = None
        """By ``id``: weak references to all locks and semaphores, once there has been an invariant."""
        self._left: set[int] = set()
        """By ``id``: the semaphores without a permit that an earlier execution has left behind."""
        self._fields = LibraryFields()
        self._events = 0
        """The number of recorded events at the last check."""

    def begin(self) -> None:
        """Forget the invariants of the last execution."""
        self._all.clear()
        self._events = 0
        alive = [find() for find in (self._locks or {}).values()]
        self._left = {id(one) for one in alive if self._fields.held(one, "_value") == 0}

    def end(self) -> None:
        """Check all invariants at the end, and admit that nothing is proved if one was never checked before it."""
        self.check()
        for invariant, times in self._all.items():
            if not times and len(self._scheduler.threads) > 1:
                never = f"the invariant {invariant.what!r} was never checked while several threads ran"
                self._scheduler.doubtful = self._scheduler.doubtful or never

    def add(self, invariant: Invariant) -> None:
        """Check an invariant from now on.

        Raises:
            TypeError: a guard is no lock.
            RuntimeError: it is called by a predicate.
        """
        scheduler = self._scheduler
        if scheduler.looking:
            raise RuntimeError("a predicate must not call invariant()")
        for guard in invariant.guards or ():
            if not is_a(self._fields.held(guard, "_lock", guard), self._kinds):
                name = name_of(type(guard))
                raise TypeError(f"a guard of an invariant is a lock, a condition or a semaphore, not {name}")
        if self._locks is None:
            self._locks = {}
            self._find_locks(self._locks)
        if not self._all:
            before = scheduler.watch

            def watch() -> None:
                if scheduler.looking:
                    call = scheduler.current.call
                    # a semaphore without a permit guards the data, as a lock does that is held
                    raise PermitTaken if call is not None and call[0] == ACQUIRE else PredicateWaits
                if before is not None:
                    before()
                self.check()

            scheduler.watch, scheduler.queue.watched = watch, True
            self._trace()
        self._all[invariant] = 0
        self.check()

    def check(self) -> None:
        """Check all invariants in the present state, and fail the execution if one does not hold."""
        scheduler = self._scheduler
        if not self._all or scheduler.ending or scheduler.dead:
            return
        several = sum(not thread.done for thread in scheduler.threads) > 1
        for invariant in self._all:
            if self._guarded(invariant):
                continue
            self._all[invariant] += several
            problem, place = self._problem(invariant)
            if problem:
                message = f"the invariant {invariant.what!r} {problem}"
                scheduler.crash(InvariantBroken(message, place or self._last_place()))
                return
        if isinstance(scheduler.recorder, EventRecorder):
            self._events = len(scheduler.recorder.raw)

    def _trace(self) -> None:
        """Announce to a search each operation that may change what an invariant sees.

        Two of them are never independent: a state between them is seen in one of their orders only.
        """
        recorder = self._scheduler.recorder
        if isinstance(recorder, SyncEdges):
            recorder.traces_state = True

    def _problem(self, invariant: Invariant) -> tuple[str, Place | None]:
        """Return what is wrong with an invariant in the present state, or "", and the line that raises, if one does."""
        scheduler = self._scheduler
        before, scheduler.silent, scheduler.looking = scheduler.silent, True, True
        restore = _snapshot(scheduler)
        try:
            return "" if invariant.predicate() else "does not hold", None
        except GuardHeld:
            return "", None
        except PredicateWaits as error:
            restore()
            return "" if isinstance(error, PermitTaken) else "waits: a predicate must neither sleep nor wait", None
        except (Exception, SystemExit) as error:
            recorder = scheduler.recorder
            files = recorder.files if isinstance(recorder, EventRecorder) else ()
            return f"raises {name_of(type(error))}: {error}", innermost(error, files)
        finally:
            scheduler.silent, scheduler.looking = before, False

    def _guarded(self, invariant: Invariant) -> bool:
        """True while a lock is held under which the invariant may be false."""
        if invariant.guards is not None:
            return any(map(self._is_held, invariant.guards))
        assert self._locks is not None
        found = [find() for find in self._locks.values()]
        return any(self._is_held(one) for one in found if self._fields.held(one, "_kata_permits", MUTEX) == MUTEX)

    def _is_held(self, one: Any) -> bool:
        """True if a thread of this execution holds a lock or a condition's lock, or a semaphore has no permit left."""
        if is_a(one, self._kinds) and self._fields.has(one, "_value"):
            return bool(self._fields.held(one, "_value") == 0) and id(one) not in self._left
        owner = self._fields.held(self._fields.held(one, "_lock", one), "owner")
        # a thread of an earlier execution may have left a lock behind
        return owner is not None and any(owner is thread for thread in self._scheduler.threads)

    def _find_locks(self, found: dict[int, Any]) -> None:
        """Find all locks that there are, and note those that will be made."""
        for one in gc.get_objects():
            if is_a(one, self._kinds):
                found[id(one)] = ref(one)
        for kind in self._kinds:
            made = kind.__init__

            def begin(lock: Any, *args: Any, _made: Any = made, **words: Any) -> None:
                _made(lock, *args, **words)
                found[id(lock)] = ref(lock)

            kind.__init__ = begin

    def _last_place(self) -> Place | None:
        """Return the line of the last change; if none is recorded, that at which its thread is now."""
        recorder, current = self._scheduler.recorder, self._scheduler.current
        if isinstance(recorder, EventRecorder):
            known = [event for event, _, _ in recorder.raw]
            mine = [event for event in known if event.thread == current.name and event.place is not None]
            changes = [event for event in known[self._events :] if event in mine and event.kind == WRITE]
            last = [event.place for event in changes or mine]
            found = last[-1] if last else None
            if found is not None:
                return found
        return self._place(current)


def _snapshot(scheduler: Scheduler) -> Callable[[], None]:
    """Return a function that puts the current thread back where it is now, if a predicate has begun to wait in it."""
    queue, thread = scheduler.queue, scheduler.current
    lists = queue.runnable, queue.timed, queue.resting
    saved = [list(one) for one in lists]
    state, deadline, limit, pending = thread.state, thread.deadline, thread.limit, list(thread.pending)

    def restore() -> None:
        for lock in thread.pending[len(pending) :]:
            lock.wanting.remove(thread)
        for one, before in zip(lists, saved, strict=True):
            one[:] = before
        thread.state, thread.deadline, thread.limit, thread.pending = state, deadline, limit, pending

    return restore
