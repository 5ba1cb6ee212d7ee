# fails: busy_wait
"""Sleeps a little and looks again: right in the end, but it polls instead of waiting."""

import time
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
        while True:
            with self.mutex:
                if self.round != mine:
                    return
            time.sleep(0.001)


# mend: A gate, a Semaphore(0), for each round; the last one opens it for all.
