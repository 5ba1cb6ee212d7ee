# fails: wrong
"""The count starts at one, as if somebody were there already: the last but one opens the gate."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 1
        self.gate = Semaphore(0)

    def wait(self):
        with self.mutex:
            self.arrived += 1
            if self.arrived >= self.parties:
                self.gate.release()
        self.gate.acquire()
        self.gate.release()
