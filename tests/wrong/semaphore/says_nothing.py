# fails: wrong
"""Takes the permit and forgets to say so: acquire() returns None."""

from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self.free = permits
        self.released = Condition()

    def acquire(self, blocking=True, timeout=None):
        with self.released:
            while self.free == 0:
                if not blocking:
                    return False
                if not self.released.wait_for(lambda: self.free > 0, timeout):
                    return False
            self.free -= 1

    def release(self):
        with self.released:
            self.free += 1
            self.released.notify()
