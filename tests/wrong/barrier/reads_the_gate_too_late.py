# fails: stuck
"""Asks for the gate of this round after leaving the mutex: it may be that of the next already."""

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
        with self.mutex:
            self.arrived += 1
            last = self.arrived == self.parties
            if last:
                self.arrived = 0
                full = self.gate
                self.gate = Semaphore(0)
                for _ in range(self.parties - 1):
                    full.release()
        if not last:
            self.gate.acquire()
