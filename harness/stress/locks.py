"""Real locks that know who has them and who waits.

What excludes others is the interpreter's own lock; the rest is bookkeeping around it, in the order
that ``book.py`` relies on. A lock made by the standard library for its own ends (the waiter of a
condition, the lock inside a semaphore) is *hidden*: no point stands before it, and in reports the
operation it belongs to stands for it.
"""

from __future__ import annotations

import _thread
import sys
from collections.abc import Container
from contextlib import suppress
from types import CodeType, TracebackType
from typing import Any, ClassVar

from harness.stress.thread import RealThread, Unwound
from harness.stress.thread_registry import ThreadRegistry
from harness.world.stdlib.locks import check

SLICE = 0.005
"""Seconds after which a wait with a timeout looks whether the clock has jumped."""
FRAMES = 8
"""A lock's home is looked for so many frames up."""


class RealLock:
    """A lock as ``_thread.allocate_lock`` makes it.

    Attributes:
        owner: who has it; None when it is free, or on its way to somebody.
        home: the program's function in which it was last taken.
        crossed: somebody gave it back who had not taken it.
    """

    book: ClassVar[ThreadRegistry]
    files: ClassVar[Container[str]] = frozenset()
    hidden: ClassVar[bool] = False
    __slots__ = ("__weakref__", "_real", "count", "crossed", "home", "owner")

    def __init__(self) -> None:
        self._real = _thread.allocate_lock()
        self.owner: RealThread | None = None
        self.count = 0
        self.home: CodeType | None = None
        self.crossed = False
        if not self.hidden:
            self.book.locks.append(self)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As ``threading.Lock.acquire``."""
        check(blocking, timeout)
        book = self.book
        me = book.current()
        if not self.hidden:
            book.cross(me)
        elif book.dead:
            raise Unwound
        return self._take(me, blocking, timeout)

    def _take(self, me: RealThread, blocking: bool, timeout: float) -> bool:
        if not self._real.acquire(False) and (not blocking or timeout == 0 or not self._wait(me, timeout)):
            return False
        self.owner = me
        self.count = 1
        if not self.hidden:
            me.taken += 1
            self.home = self._caller()
        return True

    def _wait(self, me: RealThread, timeout: float) -> bool:
        """Wait for the real lock; False when the time was up first."""
        book, clock = self.book, self.book.clock
        book.alive()
        deadline = clock.now() + timeout if timeout >= 0 else None
        if me.call is not None or not self.hidden:
            book.parks(me)
        me.waiting, me.deadline = self, deadline
        me.turn += 1
        book.ring_if_quiet()
        if deadline is None:
            got = self._real.acquire()
        else:
            got = False
            while not got and not book.dead and (left := deadline - clock.now()) > 0:
                got = self._real.acquire(True, min(left, SLICE))
        me.turn += 1
        me.waiting = None
        if book.dead:
            if got:
                self.free()
            raise Unwound
        if not got and timeout > 0:
            book.in_vain(me, 0 if self.hidden else me.taken)
        return got

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
        """As ``threading.Lock.release``: any thread may."""
        book = self.book
        if book.dead:
            self.free()
            return
        me = book.current()
        if not self.hidden:
            book.cross(me)
            if self.owner is not me:
                self.crossed = True
        self._let()

    def _let(self) -> None:
        if not self._real.locked():
            raise RuntimeError("release unlocked lock")
        self.owner = None
        self._real.release()

    def give(self, thread: RealThread) -> None:
        """``thread`` has it from now on; it must be free."""
        self._real.acquire(False)
        self.owner = thread

    def free(self) -> None:
        """Nobody has it any more; no error if nobody had."""
        self.owner = None
        with suppress(RuntimeError):
            self._real.release()

    def locked(self) -> bool:
        """As ``threading.Lock.locked``."""
        if not self.hidden:
            self.book.cross(self.book.current())
        return self._real.locked()

    # what Condition asks of a lock

    def _is_owned(self) -> bool:
        return self.book.dead or self._real.locked()

    def _release_save(self) -> Any:
        if self.book.dead:
            self.free()
        else:
            self._let()

    def _acquire_restore(self, state: Any) -> None:
        me = self.book.current()
        if not self.hidden:
            self.book.cross(me)  # woken, it has yet to get the lock: another may come before it
        self._take(me, True, -1)

    def _at_fork_reinit(self) -> None:
        self.free()

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
    """A re-entrant lock as ``_thread.RLock`` makes it."""

    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As ``threading.RLock.acquire``."""
        if self.owner is self.book.current():
            check(blocking, timeout)
            self.book.alive()
            self.count += 1
            return True
        return super().acquire(blocking, timeout)

    def release(self) -> None:
        """As ``threading.RLock.release``: only the owner may."""
        if not self.book.dead:
            if self.owner is not self.book.current():
                raise RuntimeError("cannot release un-acquired lock")
            if self.count > 1:
                self.count -= 1
                return
        super().release()

    def _is_owned(self) -> bool:
        return self.book.dead or self.owner is self.book.current()

    def _recursion_count(self) -> int:
        return self.count if self.owner is self.book.current() else 0

    def _release_save(self) -> Any:
        count = self.count
        if not self.book.dead and self.owner is None:
            raise RuntimeError("cannot release un-acquired lock")
        super()._release_save()
        return count

    def _acquire_restore(self, state: Any) -> None:
        super()._acquire_restore(state)
        self.count = state


def lock_classes(
    book: ThreadRegistry, files: Container[str]
) -> tuple[type[RealLock], type[RealRLock], type[RealLock], type[RealRLock]]:
    """Lock, RLock and their hidden kinds, bound to one book.

    Args:
        book: where waits are written down.
        files: the program's.
    """
    shown: dict[str, Any] = {"__slots__": (), "__module__": "_thread", "book": book, "files": files}
    kept = {**shown, "hidden": True}
    return (
        type("lock", (RealLock,), shown),
        type("RLock", (RealRLock,), shown),
        type("lock", (RealLock,), kept),
        type("RLock", (RealRLock,), kept),
    )
