"""The simulated ``_thread`` locks.

A lock made by the standard library for its own ends (the waiter of a condition, the lock inside a
semaphore) is *hidden*: it is the machinery of an operation, not an operation, so taking it is no
scheduling point. A thread that announces it wants a visible lock that is held cannot be picked
until the lock is free, so a blocked acquire is one step and not two.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from harness.trace import ACQUIRE, JOIN, RELEASE, TRY, WAKE
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread

TIMEOUT_MAX = 4294967.0
ROUNDING = 1e-6
"""Seconds that may be left of a time-out when the clock has moved to its end."""


def lock_classes(scheduler: Scheduler) -> tuple[type, type, type, type]:
    """Lock, RLock and their hidden kinds, bound to one scheduler."""

    class Lock:
        """A lock as ``_thread.allocate_lock`` makes it, with its owner known."""

        _kata_hidden = False
        __slots__ = ("__weakref__", "_kata_crossed", "_kata_home", "count", "owner", "wanting")

        def __init__(self) -> None:
            self.owner: Thread | None = None
            self.count = 0
            self.wanting: list[Thread] = []
            self._kata_crossed = False
            self._kata_home: Any = None
            """The frame that last took it; known only while an execution is recorded."""

        def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
            """As ``threading.Lock.acquire``."""
            if blocking is not True or timeout != -1:
                check(blocking, timeout)
                if not blocking or timeout == 0:
                    return self._try()
            if scheduler.dead:
                return True
            return self._take(scheduler.current, timeout)

        def _try(self) -> bool:
            if scheduler.dead:
                return True
            if not self._kata_hidden:
                scheduler.point(TRY, self, None)
            if self.owner is not None:
                return False
            self._give(scheduler.current)
            return True

        def _take(self, thread: Thread, timeout: float) -> bool:
            if thread.fused is self:
                thread.fused = None
            elif self._kata_hidden:
                if self.owner is not None and not self._wait_hidden(thread, timeout):
                    return False
            else:
                thread.kind, thread.obj, thread.field = ACQUIRE, self, None
                if scheduler.in_order and len(scheduler.runnable) > 1:
                    scheduler.schedule(thread)  # who comes first waits in front: when to come is a choice
                alone = len(scheduler.runnable) == 1 and not scheduler.timed and not scheduler.parked
                if (self.owner is not None or not alone) and not self._wait(thread, timeout):
                    return False
                thread.polled += 1
                thread.ops += 1
                thread.took += 1
                scheduler.steps += 1
                if scheduler.steps > scheduler.limit:
                    scheduler.bound()
                scheduler.log.append((thread.number, ACQUIRE, None))
                thread.obj = None
                if scheduler.recorder is not None:
                    scheduler.recorder.event(thread, ACQUIRE, self, None)
                    if scheduler.keeps_frames:
                        self._kata_home = scheduler.frame()
            self.owner = thread
            self.count = 1
            if self.wanting:
                self._shut()
            return True

        def _wait_hidden(self, thread: Thread, timeout: float) -> bool:
            """Wait inside an operation; False when the time was up first."""
            thread.kind, thread.obj = thread.call or (ACQUIRE, self)
            thread.field = None
            parks = False
            if thread.condition is not None and thread.waiter is None:
                thread.waiter = self
                parks = scheduler.spurious
            if parks:
                scheduler.parked.append(thread)
                scheduler.unmodelled = "wake-ups out of nowhere"
            got = self._wait(thread, timeout)
            if parks and thread in scheduler.parked:
                scheduler.parked.remove(thread)
            thread.obj = None
            if got and thread.call is not None:
                scheduler.note(JOIN if thread.kind == JOIN else WAKE, thread.call[1])
            return got

        def _wait(self, thread: Thread, timeout: float) -> bool:
            """Give others a turn, and come back when it is one's own; False when the time was up first."""
            self.wanting.append(thread)
            thread.pending.append(self)
            thread.timed_out = False
            if timeout >= 0:
                scheduler.wait_until(thread, scheduler.clock + timeout)
            if self.owner is not None:
                if scheduler.recorder is not None and (thread.call is not None or not self._kata_hidden):
                    scheduler.recorder.blocks(thread, thread.kind, thread.obj)
                scheduler.suspend(thread)
            scheduler.schedule(thread)
            for lock in thread.pending:
                lock.wanting.remove(thread)
            thread.pending.clear()
            if timeout < 0:
                return True
            scheduler.no_deadline(thread)
            if self.owner is not None and thread.timed_out and not scheduler.dead:
                in_vain = self._kata_hidden or thread.took == thread.timed_out_after
                thread.timed_out_after = thread.took
                if in_vain and timeout > ROUNDING:
                    scheduler.timed_out_again(thread)
                if scheduler.recorder is not None and (thread.call is not None or not self._kata_hidden):
                    scheduler.recorder.expired(thread, thread.obj)
                return False
            thread.timeouts = 0
            return True

        def _give(self, thread: Thread) -> None:
            self.owner = thread
            self.count = 1
            if scheduler.keeps_frames and not self._kata_hidden:
                self._kata_home = scheduler.frame()
            if self.wanting:
                self._shut()

        def _shut(self) -> None:
            """It is taken: those who want it cannot be picked, but for those whose time is up."""
            for thread in self.wanting:
                if not thread.timed_out:
                    scheduler.suspend(thread)

        def release(self) -> None:
            """As ``threading.Lock.release``: any thread may."""
            if scheduler.dead:
                return
            if self._kata_hidden:
                if self.owner is None:
                    raise RuntimeError("release unlocked lock")
            else:
                if scheduler.release_points or self.owner is None:  # who comes too early might come later
                    scheduler.point(RELEASE, self, None)
                    if self.owner is None:
                        raise RuntimeError("release unlocked lock")
                else:
                    scheduler.note(RELEASE, self)
                if self.owner is not scheduler.current:
                    self._kata_crossed = True
            self.owner = None
            self.count = 0
            if self.wanting:
                self.free()

        def free(self) -> None:
            """Nobody owns it any more; those who want it can be picked."""
            self.owner = None
            self.count = 0
            if scheduler.in_order and self._hand_over():
                return
            for thread in self.wanting:
                self._let(thread)

        def _hand_over(self) -> bool:
            """Give it to who has waited longest; False where nobody waits for the lock itself."""
            for thread in self.wanting:
                parked = thread.condition is not None and thread.waiter is self and thread.fused is None
                if not thread.timed_out and not parked:
                    self.owner, self.count = thread, 1
                    if self._kata_hidden and scheduler.recorder is not None and not thread.runnable:
                        scheduler.recorder.woken(thread)
                    scheduler.make_runnable(thread)
                    return True
            return False

        def _let(self, thread: Thread) -> None:
            outer = thread.condition
            if outer is not None and thread.waiter is self and thread.fused is None:
                # notified: what it wants now is the condition's own lock
                scheduler.no_deadline(thread)
                thread.timed_out = False
                if thread in scheduler.parked:
                    scheduler.parked.remove(thread)
                if scheduler.recorder is not None:
                    scheduler.recorder.woken(thread)
                if isinstance(outer, Lock):
                    thread.fused = outer
                    thread.kind, thread.obj = WAKE, thread.call[1] if thread.call else outer
                    outer.wanting.append(thread)
                    thread.pending.append(outer)
                    if outer.owner is not None:
                        scheduler.suspend(thread)  # who had timed out could go on, and now cannot
                        return
            elif self._kata_hidden and scheduler.recorder is not None and not thread.runnable:
                scheduler.recorder.woken(thread)
            scheduler.make_runnable(thread)

        def wake_for_nothing(self, thread: Thread) -> None:
            """A wake-up out of nowhere for a thread parked in ``Condition.wait``."""
            condition = thread.call[1] if thread.call else None
            if condition is not None and self in condition._waiters:
                condition._waiters.remove(self)
            recorder, scheduler.recorder = scheduler.recorder, None  # nobody has woken it
            self.free()
            scheduler.recorder = recorder

        def locked(self) -> bool:
            """As ``threading.Lock.locked``."""
            if not self._kata_hidden:
                scheduler.point(TRY, self, None)
            return self.owner is not None

        # what Condition asks of a lock; plain locks answer without a scheduling point

        def _is_owned(self) -> bool:
            return self.owner is not None

        def _release_save(self) -> Any:
            self.free()

        def _acquire_restore(self, state: Any) -> None:
            if not scheduler.dead:
                self._take(scheduler.current, -1)

        def _at_fork_reinit(self) -> None:
            self.free()

        def __enter__(self) -> bool:
            return True if scheduler.dead else self._take(scheduler.current, -1)

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            self.release()

        def __hash__(self) -> int:
            return scheduler.number_of(self) >> 4

        def __repr__(self) -> str:
            return self._described("")

        def _described(self, more: str) -> str:
            state = "locked" if self.owner is not None else "unlocked"
            kind = type(self)
            return f"<{state} {kind.__module__}.{kind.__qualname__} object {more}at {scheduler.number_of(self):#x}>"

        acquire_lock = acquire
        release_lock = release
        locked_lock = locked

    class RLock(Lock):
        """A re-entrant lock as ``_thread.RLock`` makes it."""

        __slots__ = ()

        if sys.version_info < (3, 15):

            def __init__(self, *unused: Any, **words: Any) -> None:
                super().__init__()

        def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
            """As ``threading.RLock.acquire``."""
            check(blocking, timeout)
            if scheduler.dead:
                return True
            if self.owner is scheduler.current:
                self.count += 1
                return True
            return super().acquire(blocking, timeout)

        def release(self) -> None:
            """As ``threading.RLock.release``: only the owner may."""
            if scheduler.dead:
                return
            if self.owner is not scheduler.current:
                raise RuntimeError("cannot release un-acquired lock")
            if self.count > 1:
                self.count -= 1
            else:
                super().release()

        def _is_owned(self) -> bool:
            return scheduler.dead or self.owner is scheduler.current

        def _recursion_count(self) -> int:
            return self.count if self.owner is scheduler.current else 0

        def _release_save(self) -> Any:
            if self.owner is None and not scheduler.dead:
                raise RuntimeError("cannot release un-acquired lock")
            count = self.count
            super()._release_save()
            return count

        def _acquire_restore(self, state: Any) -> None:
            super()._acquire_restore(state)
            self.count = state

        def __repr__(self) -> str:
            return self._described(f"owner={self.owner.ident if self.owner else 0} count={self.count} ")

        __enter__ = acquire

    class HiddenLock(Lock):
        """A lock the standard library uses inside an operation."""

        __slots__ = ()
        _kata_hidden = True

        def __enter__(self) -> bool:
            if self.owner is None:  # nearly always: no other thread runs inside an operation
                self.owner = scheduler.current
                return True
            return self.acquire()

        def release(self) -> None:
            """As ``threading.Lock.release``."""
            if self.owner is None and not scheduler.dead:
                raise RuntimeError("release unlocked lock")
            self.owner = None
            if self.wanting and not scheduler.dead:
                self.free()

    class HiddenRLock(RLock):
        """As HiddenLock, re-entrant."""

        __slots__ = ()
        _kata_hidden = True

    def final(kind: type) -> None:
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    plain: Any = Lock
    plain.__init_subclass__ = classmethod(final)
    reentrant: Any = RLock
    reentrant.__init_subclass__ = classmethod(lambda kind: None)
    for kind, name in ((Lock, "lock"), (RLock, "RLock"), (HiddenLock, "lock"), (HiddenRLock, "RLock")):
        kind.__module__ = "_thread"
        kind.__name__ = kind.__qualname__ = name
    return Lock, RLock, HiddenLock, HiddenRLock


def check(blocking: bool, timeout: float) -> None:
    """The argument errors of ``lock.acquire``, in CPython's words."""
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout != timeout:
        raise ValueError("Invalid value NaN (not a number)")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
