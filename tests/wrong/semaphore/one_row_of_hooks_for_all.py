# fails: wrong
"""The permits are counted in the class: the keys of two bakeries hang on the same hooks."""

from threading import Condition
from time import monotonic


class Semaphore:
    def __init__(self, permits):
        self.changed = Condition()
        Semaphore.free = permits

    def acquire(self, blocking=True, timeout=None):
        until = None if timeout is None else monotonic() + timeout
        with self.changed:
            while Semaphore.free == 0:
                left = None if until is None else until - monotonic()
                if not blocking or (left is not None and left <= 0):
                    return False
                self.changed.wait(left)
            Semaphore.free -= 1
            return True

    def release(self):
        with self.changed:
            Semaphore.free += 1
            self.changed.notify()
