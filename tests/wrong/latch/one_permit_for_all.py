# fails: stuck
"""The last count releases one permit, and the first passenger through takes it away."""

from threading import Lock, Semaphore


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.lock = Lock()
        self.waiting = 0
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
            if self.count == 0 and not self.waiting:
                return
            self.waiting += 1
        self.gate.acquire()
        with self.lock:
            self.waiting -= 1


# mend: Who gets the permit can put it back for the next one.
