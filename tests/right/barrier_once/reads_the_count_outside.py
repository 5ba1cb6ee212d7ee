# passes
"""The test for the last one is outside the mutex: then two may think they are, and that does no harm."""

from threading import BoundedSemaphore, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.count = 0
        self.mutex = BoundedSemaphore(1)
        self.turnstile = Semaphore(0)

    def wait(self):
        self.mutex.acquire()
        self.count += 1
        self.mutex.release()
        if self.count == self.parties:
            self.turnstile.release()
        self.turnstile.acquire()
        self.turnstile.release()
