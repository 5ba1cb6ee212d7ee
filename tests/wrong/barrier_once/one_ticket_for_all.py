# fails: stuck
"""The last one opens the gate for one thread, and nobody passes the ticket on."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(0)

    def wait(self):
        with self.mutex:
            self.arrived += 1
            if self.arrived == self.parties:
                self.gate.release()
        self.gate.acquire()
