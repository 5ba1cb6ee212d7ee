"""Real locks that record which thread holds them and which threads wait for them.

The interpreter's own lock provides the mutual exclusion. The rest is bookkeeping around it, in the order that
``thread_registry.py`` relies on. A lock that the standard library makes for its own purposes (the waiter of a
condition, the lock inside a semaphore) is *hidden*: there is no scheduling point before it, and reports name the
operation that it belongs to instead.
"""

from __future__ import annotations

import _thread
import sys
from collections.abc import Container
from contextlib import suppress
from types import CodeType, TracebackType
from typing import Any, ClassVar

from ..world.stdlib.locks import check
from .thread import RealThread, Unwound
from .thread_registry import ThreadRegistry

SLICE = 0.005
"""Seconds after which a wait with a timeout checks whether the clock has jumped."""
FRAMES = 8
"""How many frames are searched for the program's function that acquires a lock."""


class RealLock:
    """A lock with the interface of ``_thread.allocate_lock``; a ``WatchedLock``.

    Attributes:
        count: how often the owner has acquired it.
    """

    registry: ClassVar[ThreadRegistry]
    files: ClassVar[Container[str]] = frozenset()
    hidden: ClassVar[bool] = False
    __slots__ = ("__weakref__", "_real", "acquired_in", "count", "owner", "released_by_other")

    def __init__(self) -> None:
        self._real = _thread.allocate_lock()
        self.owner: RealThread | None = None
        self.count = 0
        self.acquired_in: CodeType | None = None
        self.released_by_other = False
        if not self.hidden:
            self.registry.locks.append(self)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock, as ``threading.Lock.acquire`` does."""
        check(blocking, timeout)
        registry = self.registry
        me = registry.current()
        if not self.hidden:
            registry.operation(me)
        elif registry.ended:
            raise Unwound
        return self._acquire(me, blocking, timeout)

    def _acquire(self, me: RealThread, blocking: bool, timeout: float) -> bool:
        if not self._real.acquire(False) and (not blocking or timeout == 0 or not self._wait(me, timeout)):
            return False
        self.owner = me
        self.count = 1
        if not self.hidden:
            me.acquisitions += 1
            self.acquired_in = self._caller()
        return True

    def _wait(self, me: RealThread, timeout: float) -> bool:
        """Wait for the real lock; False when the timeout came first."""
        registry, clock = self.registry, self.registry.clock
        registry.raise_if_ended()
        deadline = clock.now() + timeout if timeout >= 0 else None
        if me.call is not None or not self.hidden:
            registry.before_wait(me)
        me.waiting, me.deadline = self, deadline
        me.wait_parity += 1
        registry.signal_if_quiet()
        if deadline is None:
            acquired = self._real.acquire()
        else:
            acquired = False
            while not acquired and not registry.ended and (left := deadline - clock.now()) > 0:
                acquired = self._real.acquire(True, min(left, SLICE))
        me.wait_parity += 1
        me.waiting = None
        if registry.ended:
            if acquired:
                self.force_release()
            raise Unwound
        if not acquired and timeout > 0:
            registry.polling.timed_out(me, 0 if self.hidden else me.acquisitions)
        return acquired

    def _caller(self) -> CodeType | None:
        frame = sys._getframe(3)
        for _ in range(FRAMES):
            if frame.f_code.co_filename in self.files:
                return frame.f_code
            if frame.f_back is None:
                break
            frame = frame.f_back
        return None

    def release(self) -> None:
        """Release the lock, as ``threading.Lock.release`` does: any thread may."""
        registry = self.registry
        if registry.ended:
            self.force_release()
            return
        me = registry.current()
        if not self.hidden:
            registry.operation(me)
            if self.owner is not me:
                self.released_by_other = True
        self._release()

    def _release(self) -> None:
        if not self._real.locked():
            raise RuntimeError("release unlocked lock")
        self.owner = None
        self._real.release()

    def assign(self, thread: RealThread) -> None:
        """Make ``thread`` the owner of the lock, which must be free."""
        self._real.acquire(False)
        self.owner = thread

    def force_release(self) -> None:
        """Release the lock on behalf of any thread; no error if it is free."""
        self.owner = None
        with suppress(RuntimeError):
            self._real.release()

    def locked(self) -> bool:
        """Return whether the lock is held, as ``threading.Lock.locked`` does."""
        if not self.hidden:
            self.registry.operation(self.registry.current())
        return self._real.locked()

    # the methods that threading.Condition calls

    def _is_owned(self) -> bool:
        return self.registry.ended or self._real.locked()

    def _release_save(self) -> Any:
        if self.registry.ended:
            self.force_release()
        else:
            self._release()

    def _acquire_restore(self, state: Any) -> None:
        me = self.registry.current()
        if not self.hidden:
            self.registry.operation(me)  # another thread may acquire the lock before the woken one
        self._acquire(me, True, -1)

    def _at_fork_reinit(self) -> None:
        self.force_release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __repr__(self) -> str:
        state = "locked" if self._real.locked() else "unlocked"
        return f"<{state} {type(self).__module__}.{type(self).__qualname__}>"

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked


class RealRLock(RealLock):
    """A reentrant lock with the interface of ``_thread.RLock``."""

    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock, as ``threading.RLock.acquire`` does."""
        if self.owner is self.registry.current():
            check(blocking, timeout)
            self.registry.raise_if_ended()
            self.count += 1
            return True
        return super().acquire(blocking, timeout)

    def release(self) -> None:
        """Release the lock, as ``threading.RLock.release`` does: only the owner may."""
        if not self.registry.ended:
            if self.owner is not self.registry.current():
                raise RuntimeError("cannot release un-acquired lock")
            if self.count > 1:
                self.count -= 1
                return
        super().release()

    def _is_owned(self) -> bool:
        return self.registry.ended or self.owner is self.registry.current()

    def _recursion_count(self) -> int:
        return self.count if self.owner is self.registry.current() else 0

    def _release_save(self) -> Any:
        count = self.count
        if not self.registry.ended and self.owner is None:
            raise RuntimeError("cannot release un-acquired lock")
        super()._release_save()
        return count

    def _acquire_restore(self, state: Any) -> None:
        super()._acquire_restore(state)
        self.count = state


def lock_classes(
    registry: ThreadRegistry, files: Container[str]
) -> tuple[type[RealLock], type[RealRLock], type[RealLock], type[RealRLock]]:
    """Return the classes of locks and reentrant locks, then those of the hidden ones, bound to one registry.

    Args:
        registry: of the threads that will use the locks.
        files: the program's.
    """
    visible: dict[str, Any] = {"__slots__": (), "__module__": "_thread", "registry": registry, "files": files}
    hidden = {**visible, "hidden": True}
    return (
        type("lock", (RealLock,), visible),
        type("RLock", (RealRLock,), visible),
        type("lock", (RealLock,), hidden),
        type("RLock", (RealRLock,), hidden),
    )
