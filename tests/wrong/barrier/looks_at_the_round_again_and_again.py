# fails: busy_wait
"""Turns round and round until the number of the round changes."""

from threading import Lock


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.round = 0

    def wait(self):
        with self.mutex:
            mine = self.round
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.round += 1
        while self.round == mine:
            pass


# mend: A gate, a Semaphore(0), for each round; the last one opens it for all.
