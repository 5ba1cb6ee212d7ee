# passes
"""A guard, a row of gates, and release() writes the name of the next owner itself."""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock, Semaphore, get_ident


@dataclass
class _Waiting:
    thread: int
    gate: Semaphore = field(default_factory=lambda: Semaphore(0))


class ReentrantLock:
    def __init__(self):
        self._guard = Lock()
        self._row = deque()
        self._holder = (None, 0)

    def acquire(self, blocking=True):
        me = get_ident()
        with self._guard:
            owner, depth = self._holder
            if owner is None or owner == me:
                self._holder = (me, depth + 1)
                return True
            if not blocking:
                return False
            waiting = _Waiting(me)
            self._row.append(waiting)
        return waiting.gate.acquire()

    def release(self):
        with self._guard:
            owner, depth = self._holder
            if owner != get_ident():
                raise RuntimeError("not yours")
            if depth > 1:
                self._holder = (owner, depth - 1)
            elif self._row:
                following = self._row.popleft()
                self._holder = (following.thread, 1)
                following.gate.release()
            else:
                self._holder = (None, 0)

    __enter__ = acquire

    def __exit__(self, *error):
        self.release()
