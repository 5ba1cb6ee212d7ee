# passes
"""Whoever releases names the next owner: a guard, a row of gates, and no free moment in between."""

from collections import deque
from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self._guard = Lock()
        self._owner = None
        self._row = deque()

    def acquire(self):
        me = get_ident()
        with self._guard:
            if self._owner is None:
                self._owner = me
                return
            gate = Lock()
            gate.acquire()
            self._row.append((me, gate))
        gate.acquire()

    def release(self):
        with self._guard:
            if self._owner != get_ident():
                raise RuntimeError("released by a thread that does not own it")
            if not self._row:
                self._owner = None
                return
            self._owner, gate = self._row.popleft()
            gate.release()

    __enter__ = acquire

    def __exit__(self, kind, value, traceback):
        self.release()
