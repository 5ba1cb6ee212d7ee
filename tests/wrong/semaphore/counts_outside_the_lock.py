# fails: wrong
"""The number is changed without the lock, so of two changes at the same moment one is lost."""

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
        self.free += 1
        with self.released:
            self.released.notify()
