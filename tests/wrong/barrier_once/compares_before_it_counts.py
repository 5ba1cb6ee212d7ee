# fails: stuck
"""The last one asks whether all are there before it counts itself: they never are."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(0)

    def wait(self):
        with self.mutex:
            if self.arrived == self.parties:
                self.gate.release()
            self.arrived += 1
        self.gate.acquire()
        self.gate.release()
