# fails: busy_wait
"""Sleeps a little and looks at the round again: it polls instead of waiting to be woken."""

import time
from threading import Lock


class BrokenBarrier(Exception):
    pass


class Barrier:
    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.action = action
        self.mutex = Lock()
        self.arrived = 0
        self.round = 0
        self.broken = False

    def act(self):
        if self.action is not None:
            try:
                self.action()
            except Exception:
                self.broken = True

    def wait(self):
        with self.mutex:
            if self.broken:
                raise BrokenBarrier
            index, mine = self.arrived, self.round
            self.arrived += 1
            if self.arrived == self.parties:
                self.act()
                self.arrived = 0
                self.round += 1
        while self.round == mine:
            time.sleep(0.001)
        if self.broken:
            raise BrokenBarrier
        return index


# mend: A Condition in place of the mutex wakes those who wait when the round is over.
