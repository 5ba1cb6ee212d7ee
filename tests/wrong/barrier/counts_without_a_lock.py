# fails: stuck
"""Two arrive at once and are counted as one: the barrier waits for somebody who is there."""

from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.arrived = 0
        self.gate = Semaphore(0)

    def wait(self):
        gate = self.gate
        number = self.arrived + 1
        self.arrived = number
        if number == self.parties:
            self.arrived = 0
            self.gate = Semaphore(0)
            gate.release(self.parties)
        gate.acquire()
