# passes
"""Everybody who must wait parks at a gate of their own; whoever leaves decides who goes next."""

from collections import deque
from threading import Lock


def closed_gate():
    gate = Lock()
    gate.acquire()
    return gate


class ReadWriteLock:
    def __init__(self):
        self._mutex = Lock()
        self._line = deque()
        self._readers = 0
        self._writing = False
        self._upgrader = None

    def _admit(self):
        """Let in whoever may come now. Needs the mutex."""
        if self._upgrader is not None:
            if self._readers == 1:
                gate, self._upgrader = self._upgrader, None
                self._become_writer()
                gate.release()
            return
        while self._line and not self._writing:
            kind, gate = self._line[0]
            if kind == "write" and self._readers:
                return
            self._line.popleft()
            if kind == "write":
                self._writing = True
            else:
                self._readers += 1
            gate.release()

    def _become_writer(self):
        self._readers = 0
        self._writing = True

    def _enter(self, kind):
        gate = closed_gate()
        with self._mutex:
            self._line.append((kind, gate))
            self._admit()
        gate.acquire()

    def acquire_read(self):
        self._enter("read")

    def acquire_write(self):
        self._enter("write")

    def release_read(self):
        with self._mutex:
            if not self._readers:
                raise RuntimeError("nobody reads")
            self._readers -= 1
            self._admit()

    def release_write(self):
        with self._mutex:
            if not self._writing:
                raise RuntimeError("nobody writes")
            self._writing = False
            self._admit()

    def upgrade(self):
        gate = closed_gate()
        with self._mutex:
            if not self._readers:
                raise RuntimeError("nobody reads")
            if self._upgrader is not None:
                return False
            self._upgrader = gate
            self._admit()
        gate.acquire()
        return True
