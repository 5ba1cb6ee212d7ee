# fails: deadlock
"""A passenger waits at the gate with the lock that the sailors need to be counted."""

from threading import Lock, Semaphore


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.lock = Lock()
        self.gate = Semaphore(0)

    def count_down(self):
        with self.lock:
            if self.count == 0:
                raise ValueError("below zero")
            self.count -= 1
            if self.count == 0:
                self.gate.release()

    def wait(self):
        with self.lock:
            if self.count > 0:
                self.gate.acquire()
                self.gate.release()


# mend: Look under the lock, and wait outside it.
