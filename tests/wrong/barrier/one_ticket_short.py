# fails: stuck
"""Gives a ticket to all the others and then waits for one of its own."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(0)

    def wait(self):
        if self.parties == 1:
            return
        with self.mutex:
            gate = self.gate
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.gate = Semaphore(0)
                gate.release(self.parties - 1)
        gate.acquire()
