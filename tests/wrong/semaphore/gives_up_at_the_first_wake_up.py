# fails: wrong
"""With a timeout it waits once: woken for nothing, it gives up although there is time left."""

from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self.free = permits
        self.released = Condition()

    def acquire(self, blocking=True, timeout=None):
        with self.released:
            if not blocking:
                timeout = 0
            if timeout is not None:
                if self.free == 0:
                    self.released.wait(timeout)
                if self.free == 0:
                    return False
            while self.free == 0:
                self.released.wait()
            self.free -= 1
            return True

    def release(self):
        with self.released:
            self.free += 1
            self.released.notify()
