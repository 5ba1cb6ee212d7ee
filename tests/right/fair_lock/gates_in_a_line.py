# passes
"""Who has to wait stands in a line with a gate of its own; release opens the first gate and nothing else."""

from collections import deque
from threading import Lock


class FairLock:
    def __init__(self):
        self._mutex = Lock()
        self._taken = False
        self._line = deque()

    def acquire(self):
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            gate = Lock()
            gate.acquire()
            self._line.append(gate)
        gate.acquire()

    def release(self):
        with self._mutex:
            if self._line:
                # It stays taken: the next one has it from this moment on.
                self._line.popleft().release()
            else:
                self._taken = False
