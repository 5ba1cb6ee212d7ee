# passes
"""Only locks: everybody waits at a gate of their own, and a permit is handed to the first in line."""

from collections import deque
from threading import Lock


class Semaphore:
    def __init__(self, permits):
        self._mutex = Lock()
        self._free = permits
        self._line = deque()

    def acquire(self, blocking=True, timeout=None):
        gate = Lock()
        with self._mutex:
            if self._free:
                self._free -= 1
                return True
            if not blocking:
                return False
            gate.acquire()
            self._line.append(gate)
        if gate.acquire(timeout=-1 if timeout is None else timeout):
            return True
        with self._mutex:
            if gate in self._line:
                self._line.remove(gate)
                return False
            # The time was up, but the permit had been handed over before we could leave the line.
            return True

    def release(self):
        with self._mutex:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1
