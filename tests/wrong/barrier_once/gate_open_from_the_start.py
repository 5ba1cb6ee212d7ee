# fails: wrong
"""The turnstile starts with a ticket in it: the first to come walks straight through."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(1)

    def wait(self):
        with self.mutex:
            self.arrived += 1
            if self.arrived == self.parties:
                self.gate.release()
        self.gate.acquire()
        self.gate.release()
