# fails: wrong
"""Who gives up stays in the line, and a permit is handed to somebody who has gone home."""

from collections import deque
from threading import Lock


class Semaphore:
    def __init__(self, permits):
        self.mutex = Lock()
        self.free = permits
        self.line = deque()

    def acquire(self, blocking=True, timeout=None):
        with self.mutex:
            if self.free:
                self.free -= 1
                return True
            if not blocking:
                return False
            gate = Lock()
            gate.acquire()
            self.line.append(gate)
        return gate.acquire(timeout=-1 if timeout is None else timeout)

    def release(self):
        with self.mutex:
            if self.line:
                self.line.popleft().release()
            else:
                self.free += 1


# mend: Who gives up leaves the line; a gate that is no longer in it was opened meanwhile.
