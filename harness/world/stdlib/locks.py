"""The simulated ``_thread`` locks.

A lock that the standard library makes for itself (the waiter of a condition, the lock inside a semaphore) is *hidden*:
it is a part of an operation and no operation of its own, so acquiring it is no scheduling point. A thread that
announces it wants a visible lock that is held cannot be chosen until the lock is free, so a blocked acquire is one
step and not two.
"""

from __future__ import annotations

import _thread
import sys
from operator import index
from types import TracebackType
from typing import Any, ClassVar

from ...common.kinds import class_has, is_a
from ...trace import ACQUIRE, HASTENS, RELEASE, TIME, TRY, WAKE
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import BLOCKED, RUNNABLE, GuardHeld, Thread

TIMEOUT_MAX = _thread.TIMEOUT_MAX
ANY_BLOCKING = sys.version_info >= (3, 12)
"""Whether ``blocking`` may be any object, for its truth; before, it had to be an integer."""
ROUNDING = 1e-6
"""Seconds that may be left of a timeout when the clock has moved to its end."""


class Lock:
    """A lock as ``_thread.allocate_lock`` makes it, with its owner known.

    Attributes:
        owner: the thread that has it, or None.
        count: how often its owner has acquired it.
        wanting: the threads that wait for it, or will when they are chosen.
    """

    scheduler: ClassVar[Scheduler] = None  # type: ignore[assignment]  # an extension type needs a value
    """Set in the classes that are made for one scheduler (``lock_classes``)."""
    _kata_hidden: ClassVar[bool] = False
    __slots__ = ("__weakref__", "_kata_crossed", "_kata_home", "count", "owner", "wanting")

    def __init__(self) -> None:
        self.owner: Thread | None = None
        self.count = 0
        self.wanting: list[Thread] = []
        self._kata_crossed = False
        """A thread has released it that had not acquired it."""
        self._kata_home: Any = None
        """The frame that last acquired it; known only while an execution is recorded."""

    # -- what a program calls ----------------------------------------------------------------------

    def __reduce__(self) -> str:
        """Raise the error of a lock that is copied or pickled."""
        raise TypeError(f"cannot pickle '_thread.{'RLock' if issubclass(type(self), RLock) else 'lock'}' object")

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Implements ``threading.Lock.acquire``."""
        if blocking is not True or timeout != -1:
            check(blocking, timeout)
            if not blocking or timeout == 0:
                return self._try()
        scheduler = self.scheduler
        if scheduler.dead:
            return True
        return self._acquire(scheduler, scheduler.current, timeout)

    def release(self) -> None:
        """Implements ``threading.Lock.release``: any thread may release."""
        scheduler = self.scheduler
        if scheduler.dead:
            return
        if scheduler.release_points or self.owner is None:  # a release that comes too early might come later
            scheduler.point(RELEASE, self, None)
            if self.owner is None:
                if scheduler.recorder is not None and not scheduler.silent:
                    scheduler.recorder.refused()
                if not scheduler.release_points:
                    scheduler.admit("a release of a lock that is free")  # it could come before that became free
                raise RuntimeError("release unlocked lock")
        else:
            scheduler.note(RELEASE, self)
        if self.owner is not scheduler.current:
            self._kata_crossed = True
        self.owner = None
        self.count = 0
        if self.wanting:
            self.free()

    def locked(self) -> bool:
        """Implements ``threading.Lock.locked``."""
        self.scheduler.point(TRY, self, None)
        return self.owner is not None

    def __enter__(self) -> bool:
        scheduler = self.scheduler
        return True if scheduler.dead else self._acquire(scheduler, scheduler.current, -1)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __hash__(self) -> int:
        return self.scheduler.numbers.hash_of(self)

    def __repr__(self) -> str:
        return self._described("")

    def _described(self, more: str) -> str:
        state = "locked" if self.owner is not None else "unlocked"
        kind, address = type(self), self.scheduler.numbers.of(self)
        return f"<{state} {kind.__module__}.{kind.__qualname__} object {more}at {address:#x}>"

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    # -- what Condition calls: plain locks answer without a scheduling point --------------------------

    def _is_owned(self) -> bool:
        return self.owner is not None

    def _release_save(self) -> Any:
        self.free()

    def _acquire_restore(self, state: Any) -> None:
        scheduler = self.scheduler
        if not scheduler.dead:
            self._acquire(scheduler, scheduler.current, -1)

    def _at_fork_reinit(self) -> None:
        self.free()

    # -- acquiring ---------------------------------------------------------------------------------

    def _try(self) -> bool:
        scheduler = self.scheduler
        if scheduler.dead:
            return True
        scheduler.point(TRY, self, None)
        if self.owner is not None:
            return False
        self.give(scheduler.current)
        if scheduler.keeps_frames:
            self._kata_home = scheduler.frame()
        return True

    def _acquire(self, scheduler: Scheduler, thread: Thread, timeout: float) -> bool:
        """Acquire the lock as an operation of the thread; False when the time was up first."""
        if scheduler.silent:
            if self.owner is None:
                self.give(thread)
                return True
            if scheduler.looking:
                raise GuardHeld
        if thread.fused is self:
            thread.fused = None
        else:
            timed = timeout >= 0
            if timed:
                scheduler.clock.begin_wait(self)
            at_once = timed and self.owner is None
            operation, queue = thread.operation, scheduler.queue
            operation.kind, operation.obj, operation.field = ACQUIRE, self, None
            if scheduler.rules.fifo and len(queue.runnable) > 1:
                scheduler.schedule(thread)  # the first to come is served first: when to come is a choice
            alone = len(queue.runnable) == 1 and not queue.timed and not queue.watched
            if not at_once and (self.owner is not None or not alone) and not self._wait(scheduler, thread, timeout):
                return False
            thread.polled += 1
            thread.ops += 1
            thread.acquired += 1
            scheduler.steps += 1
            if scheduler.steps > scheduler.limit:
                scheduler.loops.reach_bound()
            scheduler.log.append((thread.number, ACQUIRE, None))
            operation.obj = None
            if scheduler.recorder is not None:
                scheduler.recorder.event(thread, ACQUIRE, self, None, not at_once)
                if scheduler.keeps_frames:
                    self._kata_home = scheduler.frame()
            thread.timed_out = False
        self.owner = thread
        self.count = 1
        if self.wanting:
            self._close()
        return True

    def _wait(self, scheduler: Scheduler, thread: Thread, timeout: float) -> bool:
        """Let other threads run until the lock is free and the thread is chosen; False when the time was up first."""
        self.wanting.append(thread)
        thread.pending.append(self)
        thread.timed_out = False
        if timeout >= 0:
            scheduler.clock.set_deadline(thread, timeout)
        if self.owner is not None:
            if scheduler.recorder is not None and self._is_operation(thread):
                scheduler.recorder.blocks(thread, thread.operation.kind, thread.operation.obj)
            scheduler.queue.suspend(thread)
        scheduler.schedule(thread)
        for lock in thread.pending:
            lock.wanting.remove(thread)
        thread.pending.clear()
        if timeout < 0:
            return True
        scheduler.clock.clear_deadline(thread)
        if self.owner is not None and thread.timed_out and not scheduler.dead:
            self._time_out(scheduler, thread, timeout)
            return False
        thread.timeouts = 0
        return True

    def _time_out(self, scheduler: Scheduler, thread: Thread, timeout: float) -> None:
        in_vain = self._kata_hidden or thread.acquired == thread.acquired_at_timeout
        thread.acquired_at_timeout = thread.acquired
        if in_vain and timeout > ROUNDING:
            scheduler.clock.count_timeout(thread)
        if scheduler.recorder is not None and self._is_operation(thread):
            scheduler.recorder.expired(thread, thread.operation.obj)
        thread.timed_out = False

    def _is_operation(self, thread: Thread) -> bool:
        """True when waiting for the lock is (part of) an operation of the program."""
        return thread.call is not None or not self._kata_hidden

    def give(self, thread: Thread) -> None:
        """Make a thread the owner of the lock, which is free."""
        self.owner = thread
        self.count = 1
        if self.wanting:
            self._close()

    def _close(self) -> None:
        """Suspend the threads that want the lock, which is held now, but for those whose time is up."""
        scheduler = self.scheduler
        runnable = scheduler.queue.runnable
        for thread in self.wanting:
            if thread.deadline is not None:  # which deadline comes next depends on it
                scheduler.also(HASTENS, TIME, None)
            if not thread.timed_out and thread.state is RUNNABLE:  # as RunQueue.suspend does
                thread.state = BLOCKED
                runnable.remove(thread)

    # -- releasing ---------------------------------------------------------------------------------

    def free(self) -> None:
        """Leave the lock without an owner, and make the threads that want it runnable."""
        self.owner = None
        self.count = 0
        if self.scheduler.rules.fifo and self._hand_over():
            return
        runnable, hidden = self.scheduler.queue.runnable, self._kata_hidden
        for thread in self.wanting:
            if hidden or thread.condition is not None or thread.deadline is not None:
                self._release_waiter(thread)
            elif thread.state is BLOCKED:  # it waits for nothing else; as RunQueue.make_runnable does
                thread.state = RUNNABLE
                runnable.append(thread)

    def _hand_over(self) -> bool:
        """Make the thread that has waited longest the owner; False when no thread waits for the lock itself."""
        scheduler = self.scheduler
        for thread in self.wanting:
            parked = thread.condition is not None and thread.waiter is self and thread.fused is None
            if not thread.timed_out and not parked:
                self.owner, self.count = thread, 1
                if self._kata_hidden and scheduler.recorder is not None and not thread.runnable:
                    scheduler.recorder.woken(thread)
                scheduler.queue.make_runnable(thread)
                return True
        return False

    def _release_waiter(self, thread: Thread) -> None:
        """Let a thread that wants the lock run again; one that was notified then wants the condition's own lock."""
        scheduler = self.scheduler
        outer = thread.condition
        if thread.deadline is not None and scheduler.recorder is not None:
            scheduler.recorder.resolved(thread)
        if outer is not None and thread.waiter is self and thread.fused is None:
            scheduler.clock.clear_deadline(thread)
            thread.timed_out = False
            if scheduler.recorder is not None:
                scheduler.recorder.woken(thread)
            if is_a(outer, Lock):
                thread.fused = outer
                operation = thread.operation
                operation.kind, operation.obj = WAKE, thread.call[1] if thread.call else outer
                outer.wanting.append(thread)
                thread.pending.append(outer)
                if outer.owner is not None:
                    scheduler.queue.suspend(thread)  # it had timed out and could run, and now cannot
                    return
        elif self._kata_hidden and scheduler.recorder is not None and (thread.timed_out or not thread.runnable):
            asks = scheduler.current.call
            # a thread that joins another one lets others do so, no more
            if asks is None or not class_has(type(asks[1]), "_bootstrap"):
                scheduler.recorder.woken(thread)
        scheduler.queue.make_runnable(thread)

    def wake_unnotified(self, thread: Thread) -> None:
        """Wake a thread that is parked in ``Condition.wait`` although no thread has notified it."""
        scheduler = self.scheduler
        condition = thread.call[1] if thread.call else None
        if condition is not None and self in condition._waiters:
            condition._waiters.remove(self)
        recorder, scheduler.recorder = scheduler.recorder, None  # no thread has woken it
        self.free()
        scheduler.recorder = recorder


class RLock(Lock):
    """A re-entrant lock as ``_thread.RLock`` makes it."""

    __slots__ = ()

    if sys.version_info < (3, 15):

        def __init__(self, *unused: Any, **words: Any) -> None:
            Lock.__init__(self)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Implements ``threading.RLock.acquire``."""
        if blocking is not True or timeout != -1:
            check(blocking, timeout)
        scheduler = self.scheduler
        if scheduler.dead:
            return True
        if self.owner is scheduler.current:
            self.count += 1
            return True
        return Lock.acquire(self, blocking, timeout)

    def release(self) -> None:
        """Implements ``threading.RLock.release``: only the owner may release."""
        scheduler = self.scheduler
        if scheduler.dead:
            return
        if self.owner is not scheduler.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self.count > 1:
            self.count -= 1
        else:
            self._release()

    def _release(self) -> None:
        Lock.release(self)

    def _is_owned(self) -> bool:
        return self.scheduler.dead or self.owner is self.scheduler.current

    def _recursion_count(self) -> int:
        return self.count if self.owner is self.scheduler.current else 0

    def _release_save(self) -> Any:
        if self.owner is None and not self.scheduler.dead:
            raise RuntimeError("cannot release un-acquired lock")
        count = self.count
        self.free()
        return count

    def _acquire_restore(self, state: Any) -> None:
        Lock._acquire_restore(self, state)
        self.count = state

    def __repr__(self) -> str:
        return self._described(f"owner={self.owner.ident if self.owner else 0} count={self.count} ")

    __enter__ = acquire


def check(blocking: bool, timeout: float) -> None:
    """Raise the argument errors of ``lock.acquire``, in CPython's words."""
    if not ANY_BLOCKING and not -(1 << 31) <= index(blocking) < 1 << 31:
        raise OverflowError("Python int too large to convert to C int")
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout != timeout:
        raise ValueError("Invalid value NaN (not a number)")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
