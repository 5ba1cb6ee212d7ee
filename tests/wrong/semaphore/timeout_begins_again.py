# fails: wrong
"""The whole timeout at every turn of the loop: who is woken for nothing often enough waits for ever."""

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
                if not self.released.wait(timeout) and self.free == 0:
                    return False
            self.free -= 1
            return True

    def release(self):
        with self.released:
            self.free += 1
            self.released.notify()
