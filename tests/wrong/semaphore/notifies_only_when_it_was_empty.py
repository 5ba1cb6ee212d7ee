# fails: stuck
"""Wakes somebody only when the first permit comes back: the second release finds one there and is silent."""

from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self.free = permits
        self.released = Condition()

    def acquire(self, blocking=True, timeout=None):
        with self.released:
            if not blocking:
                timeout = 0
            if not self.released.wait_for(lambda: self.free > 0, timeout):
                return False
            self.free -= 1
            return True

    def release(self):
        with self.released:
            self.free += 1
            if self.free == 1:
                self.released.notify()
