# fails: wrong
"""Without blocking it looks first and takes then, and has let go of the lock in between."""

from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self.free = permits
        self.released = Condition()

    def acquire(self, blocking=True, timeout=None):
        if not blocking:
            if self.free == 0:
                return False
            self.free -= 1
            return True
        with self.released:
            if not self.released.wait_for(lambda: self.free > 0, timeout):
                return False
            self.free -= 1
            return True

    def release(self):
        with self.released:
            self.free += 1
            self.released.notify()
