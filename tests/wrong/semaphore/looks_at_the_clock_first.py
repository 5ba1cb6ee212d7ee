# fails: stuck
"""Woken for a permit, it looks at the clock, sees that it is late and leaves, and took the wake-up along."""

from threading import Condition
from time import monotonic


class Semaphore:
    def __init__(self, permits):
        self.free = permits
        self.released = Condition()

    def acquire(self, blocking=True, timeout=None):
        deadline = None if timeout is None else monotonic() + timeout
        with self.released:
            if self.free == 0 and not blocking:
                return False
            while self.free == 0:
                left = None
                if deadline is not None:
                    left = deadline - monotonic()
                    if left <= 0:
                        return False
                self.released.wait(left)
                if deadline is not None and monotonic() >= deadline:
                    return False
            self.free -= 1
            return True

    def release(self):
        with self.released:
            self.free += 1
            self.released.notify()
