# fails: wrong
"""Waits for its time, and then once more, to be quite sure."""

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
                self._released.wait(left and left * 2)
            self._free -= 1
            return True

    def release(self):
        with self._released:
            self._free += 1
            self._released.notify()
