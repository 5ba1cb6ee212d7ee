# fails: stuck
"""The gate is opened by the last count: a latch that begins at 0 has none and stays shut."""

from threading import Lock, Semaphore


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.lock = Lock()
        self.turnstile = Semaphore(0)

    def count_down(self):
        with self.lock:
            if self.count == 0:
                raise ValueError("below zero")
            self.count -= 1
            if self.count == 0:
                self.turnstile.release()

    def wait(self):
        self.turnstile.acquire()
        self.turnstile.release()
