# fails: stuck
"""Looks once after waking up: another thread may have taken the permit in between."""

from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self.free = permits
        self.released = Condition()

    def acquire(self, blocking=True, timeout=None):
        with self.released:
            if self.free == 0:
                if not blocking or not self.released.wait(timeout):
                    return False
            self.free -= 1
            return True

    def release(self):
        with self.released:
            self.free += 1
            self.released.notify()
