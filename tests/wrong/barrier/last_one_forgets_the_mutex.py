# fails: deadlock
"""The last one opens the gate and returns early, the mutex still locked: the next round hangs."""

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
        self.mutex.acquire()
        gate = self.gate
        self.arrived += 1
        if self.arrived == self.parties:
            self.arrived = 0
            self.gate = Semaphore(0)
            if self.parties > 1:
                gate.release(self.parties - 1)
            return
        self.mutex.release()
        gate.acquire()
