# fails: stuck
"""Waits until the count is back at nought; a quick one begins to count again before the slow one looks."""

from threading import Condition


class BrokenBarrier(Exception):
    pass


class Barrier:
    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.action = action
        self.changed = Condition()
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
        with self.changed:
            if self.broken:
                raise BrokenBarrier
            index = self.arrived
            self.arrived += 1
            if self.arrived == self.parties:
                self.act()
                self.arrived = 0
                self.round += 1
                self.changed.notify_all()
            else:
                while self.arrived != 0:
                    self.changed.wait()
            if self.broken:
                raise BrokenBarrier
            return index


# mend: The number of the round changes once, and never back.
