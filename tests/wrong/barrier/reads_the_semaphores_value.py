# fails: forbidden
"""Counts with a semaphore and looks into its private counter to see whether all are there."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.missing = Semaphore(parties)
        self.gate = Semaphore(0)

    def wait(self):
        with self.mutex:
            self.missing.acquire()
            gate = self.gate
            if self.missing._value == 0:
                self.missing.release(self.parties)
                self.gate = Semaphore(0)
                gate.release(self.parties)
        gate.acquire()


# mend: Count in a number of your own.
