# passes
"""A queue of private gates: whoever leaves lets in the next one, or all readers at its head."""

from collections import deque
from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self._mutex = Lock()
        self._line = deque()
        self._readers = 0
        self._writers = 0

    def _admit(self):
        """Let in whoever may come now, from the head of the line. Needs the mutex."""
        while self._line and not self._writers:
            kind, gate = self._line[0]
            if kind == "write" and self._readers:
                return
            self._line.popleft()
            if kind == "write":
                self._writers = 1
            else:
                self._readers += 1
            gate.release()

    def _enter(self, kind):
        gate = Lock()
        gate.acquire()
        with self._mutex:
            self._line.append((kind, gate))
            self._admit()
        gate.acquire()

    def acquire_read(self):
        self._enter("read")

    def release_read(self):
        with self._mutex:
            if not self._readers:
                raise RuntimeError("nobody reads")
            self._readers -= 1
            self._admit()

    def acquire_write(self):
        self._enter("write")

    def release_write(self):
        with self._mutex:
            if not self._writers:
                raise RuntimeError("nobody writes")
            self._writers = 0
            self._admit()
