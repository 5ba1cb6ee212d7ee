"""Invariants of the program: predicates that are checked at each scheduling point where no lock guards their data."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import ref

from ..trace import ACQUIRE, NOTIFY, RELEASE, STATE, TRY, WAIT, WAKE, WRITE, Place
from .recording.event_recorder import EventRecorder
from .recording.sync_edges import SyncEdges
from .scheduler.scheduler import Scheduler
from .scheduler.thread import GuardHeld, Thread

CHANGING = frozenset({ACQUIRE, NOTIFY, RELEASE, TRY, WAIT, WAKE, WRITE})
"""Kinds of operations that change data, or who holds a lock."""
MUTEX = 1
"""The initial number of permits of a semaphore that is used as a lock."""


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
        self._all: list[Invariant] = []
        self._locks: dict[int, Any] | None = None
        """By ``id``: weak references to all locks and semaphores, once there has been an invariant."""

    def begin(self) -> None:
        """Forget the invariants of the last execution."""
        self._all.clear()

    def add(self, invariant: Invariant) -> None:
        """Check an invariant from now on."""
        scheduler = self._scheduler
        if self._locks is None:
            self._locks = {}
            self._find_locks(self._locks)
        if not self._all:
            before = scheduler.watch

            def watch() -> None:
                if before is not None:
                    before()
                self.check()

            scheduler.watch, scheduler.queue.watched = watch, True
            self._trace()
        self._all.append(invariant)
        self.check()

    def check(self) -> None:
        """Check all invariants in the present state, and fail the execution if one does not hold."""
        scheduler = self._scheduler
        if not self._all or scheduler.ending or scheduler.dead:
            return
        for invariant in self._all:
            problem = self._problem(invariant) if not self._guarded(invariant) else ""
            if problem:
                scheduler.crash(InvariantBroken(f"the invariant {invariant.what!r} {problem}", self._last_place()))
                return

    def _trace(self) -> None:
        """Announce to a search each operation that may change what an invariant sees.

        Two of them are never independent: a state between them is seen in one of their orders only.
        """
        recorder = self._scheduler.recorder
        if not isinstance(recorder, SyncEdges):
            return
        event = recorder.event

        def also_state(thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
            event(thread, kind, obj, field, pointed)
            if kind in CHANGING:
                recorder.inner_access(thread, WRITE, STATE)

        recorder.event = also_state  # type: ignore[method-assign]  # only of this execution

    def _problem(self, invariant: Invariant) -> str:
        """Return what is wrong with an invariant in the present state, or ""."""
        scheduler = self._scheduler
        before, scheduler.silent, scheduler.looking = scheduler.silent, True, True
        try:
            return "" if invariant.predicate() else "does not hold"
        except GuardHeld:
            return ""
        except Exception as error:
            return f"raises {type(error).__name__}: {error}"
        finally:
            scheduler.silent, scheduler.looking = before, False

    def _guarded(self, invariant: Invariant) -> bool:
        """True while a lock is held under which the invariant may be false."""
        if invariant.guards is not None:
            return any(self._is_held(one, 0) for one in invariant.guards)
        assert self._locks is not None
        return any(self._is_held(one, None) for one in [find() for find in self._locks.values()] if one is not None)

    def _is_held(self, one: Any, least: int | None) -> bool:
        """True if a lock has an owner, or a semaphore has no permit left.

        Args:
            one: a lock, a semaphore, or a condition.
            least: None if a semaphore counts only where it has been made with one permit.
        """
        lock = getattr(one, "_lock", one) if not hasattr(one, "owner") else one
        if hasattr(lock, "owner"):
            return lock.owner is not None
        value = getattr(one, "_value", None)
        return value == 0 and (least is not None or getattr(one, "_kata_permits", None) == MUTEX)

    def _find_locks(self, found: dict[int, Any]) -> None:
        """Find all locks that there are, and note those that will be made."""
        for one in gc.get_objects():
            if isinstance(one, self._kinds):
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
            mine = [event for event, _, _ in recorder.raw if event.thread == current.name and event.place is not None]
            last = [event.place for event in mine if event.kind == WRITE] or [event.place for event in mine]
            found = last[-1] if last else None
            if found is not None:
                return found
        return self._place(current)
