# fails: busy_wait
"""Reads the count in a loop until all are there: nobody is ever woken."""

from threading import Lock


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0

    def wait(self):
        with self.mutex:
            self.arrived += 1
        while self.arrived < self.parties:
            pass


# mend: A gate, a Semaphore(0), that the last one opens and everybody passes on.
