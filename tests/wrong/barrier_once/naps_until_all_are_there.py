# fails: busy_wait
"""Sleeps a little and counts again: right in the end, but it polls instead of waiting."""

import time
from threading import Lock


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0

    def all_there(self):
        with self.mutex:
            return self.arrived == self.parties

    def wait(self):
        with self.mutex:
            self.arrived += 1
        while not self.all_there():
            time.sleep(0.001)


# mend: A gate, a Semaphore(0), that the last one opens for all.
