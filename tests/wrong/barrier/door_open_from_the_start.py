# fails: wrong
"""The semaphore starts at 1, so the first to come walks straight through."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(1)

    def wait(self):
        with self.mutex:
            gate = self.gate
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.gate = Semaphore(1)
                gate.release(self.parties)
        gate.acquire()
