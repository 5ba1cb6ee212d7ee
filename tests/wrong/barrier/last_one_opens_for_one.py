# fails: stuck
"""The last one gives out a single ticket and nobody passes it on: with three, one sits on."""

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
            gate = self.gate
            self.arrived += 1
            last = self.arrived == self.parties
            if last:
                self.arrived = 0
                self.gate = Semaphore(0)
                gate.release()
        if not last:
            gate.acquire()
