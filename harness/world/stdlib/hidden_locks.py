"""The locks that the standard library makes for itself: parts of an operation, and no operation of their own."""

from __future__ import annotations

from ...common.kinds import has
from ...trace import ACQUIRE, JOIN, WAIT, WAKE
from ..scheduler.clock import NO_TIME
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from .locks import Lock, RLock


class _Hidden(Lock):
    """The base of hidden locks, whose acquisitions are not operations of the program."""

    __slots__ = ()
    _kata_hidden = True

    def locked(self) -> bool:
        """Implements ``threading.Lock.locked``."""
        return self.owner is not None

    def _try(self) -> bool:
        thread = self.scheduler.current
        if self.scheduler.dead:
            return True
        if self.owner is thread and (thread.condition is not None or _in_barrier(thread)):
            # the lock of a waiter in Condition.wait(0), which has let the condition go: others may notify it meanwhile;
            # who tries a semaphore or an event in this way sees no difference
            return self._acquire(self.scheduler, thread, NO_TIME)
        if self.owner is not None:
            return False
        self.give(thread)
        return True

    def _acquire(self, scheduler: Scheduler, thread: Thread, timeout: float) -> bool:
        if thread.fused is self:
            thread.fused = None
        elif self.owner is not None and not self._wait_inside(scheduler, thread, timeout):
            return False
        self.owner = thread
        self.count = 1
        if self.wanting:
            self._close()
        return True

    def _wait_inside(self, scheduler: Scheduler, thread: Thread, timeout: float) -> bool:
        """Wait inside an operation; False when the time was up first."""
        operation = thread.operation
        operation.kind, operation.obj = thread.call or (ACQUIRE, self)
        operation.field = None
        if thread.condition is not None and thread.waiter is None:
            thread.waiter = self
        acquired = self._wait(scheduler, thread, timeout)
        operation.obj = None
        thread.timed_out = False
        if acquired and thread.call is not None:
            scheduler.note(JOIN if operation.kind == JOIN else WAKE, thread.call[1])
        return acquired

    locked_lock = locked


class HiddenLock(_Hidden):
    """A lock that the standard library uses inside an operation."""

    __slots__ = ()
    __hash__ = object.__hash__  # the library keeps those of threads in a set, the order of which nothing depends on

    def __enter__(self) -> bool:
        if self.owner is None:  # nearly always: no other thread runs inside an operation
            self.owner = self.scheduler.current
            return True
        return self.acquire()

    def release(self) -> None:
        """Implements ``threading.Lock.release``."""
        if self.owner is None and not self.scheduler.dead:
            raise RuntimeError("release unlocked lock")
        self.owner = None
        if self.wanting and not self.scheduler.dead:
            self.free()

    release_lock = release


class HiddenRLock(_Hidden, RLock):
    """A re-entrant hidden lock."""

    __slots__ = ()

    def _release(self) -> None:
        self.owner = None
        self.count = 0
        if self.wanting:
            self.free()


def _in_barrier(thread: Thread) -> bool:
    """True while a thread waits at a barrier."""
    return thread.call is not None and thread.call[0] == WAIT and has(thread.call[1], "_parties")
