# passes
"""The Little Book's reusable barrier: two turnstiles, each passed one by one, hand to hand."""

from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.count = 0
        self.mutex = Semaphore(1)
        self.turnstile = Semaphore(0)
        self.turnstile2 = Semaphore(1)

    def wait(self):
        self.mutex.acquire()
        self.count += 1
        if self.count == self.parties:
            self.turnstile2.acquire()
            self.turnstile.release()
        self.mutex.release()

        self.turnstile.acquire()
        self.turnstile.release()

        self.mutex.acquire()
        self.count -= 1
        if self.count == 0:
            self.turnstile.acquire()
            self.turnstile2.release()
        self.mutex.release()

        self.turnstile2.acquire()
        self.turnstile2.release()
