# fails: stuck
"""release() tells somebody that a permit is back, and keeps it."""

from threading import Condition
from time import monotonic


class Semaphore:
    def __init__(self, permits):
        self._free = permits
        self._released = Condition()

    def acquire(self, blocking=True, timeout=None):
        deadline = None if timeout is None else monotonic() + timeout
        with self._released:
            while self._free == 0:
                if not blocking:
                    return False
                left = None if deadline is None else deadline - monotonic()
                if left is not None and left <= 0:
                    return False
                self._released.wait(left)
            self._free -= 1
            return True

    def release(self):
        with self._released:
            self._released.notify()
