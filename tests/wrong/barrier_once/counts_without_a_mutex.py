# fails: stuck
"""Two who arrive at once are counted as one, so the count never gets to the end."""

from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.arrived = 0
        self.turnstile = Semaphore(0)

    def wait(self):
        self.arrived += 1
        if self.arrived == self.parties:
            self.turnstile.release()
        self.turnstile.acquire()
        self.turnstile.release()
