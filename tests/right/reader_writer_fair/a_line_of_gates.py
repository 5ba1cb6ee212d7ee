# passes
"""A line of private gates: whoever leaves lets in the next one, or all the readers at its head."""

from collections import deque
from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self._mutex = Lock()
        self._line = deque()
        self._inside = 0  # how many readers, or -1 for a writer

    def _admit(self):
        """Let in whoever may come now, from the head of the line. Needs the mutex."""
        while self._line:
            change, gate = self._line[0]
            if self._inside < 0 or (change < 0 and self._inside > 0):
                return
            self._line.popleft()
            self._inside += change
            gate.release()

    def _enter(self, change):
        gate = Lock()
        gate.acquire()
        with self._mutex:
            self._line.append((change, gate))
            self._admit()
        gate.acquire()

    def _leave(self, change, legal):
        with self._mutex:
            if not legal():
                raise RuntimeError("nobody of that kind is inside")
            self._inside += change
            self._admit()

    def acquire_read(self):
        self._enter(+1)

    def release_read(self):
        self._leave(-1, lambda: self._inside > 0)

    def acquire_write(self):
        self._enter(-1)

    def release_write(self):
        self._leave(+1, lambda: self._inside < 0)
