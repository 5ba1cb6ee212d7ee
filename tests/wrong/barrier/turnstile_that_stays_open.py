# fails: wrong
"""A single-use barrier used again: the turnstile was opened once and nobody ever closes it."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.turnstile = Semaphore(0)

    def wait(self):
        with self.mutex:
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.turnstile.release()
        self.turnstile.acquire()
        self.turnstile.release()


# mend: A new gate for each round, with a ticket for everybody, needs no turnstile.
