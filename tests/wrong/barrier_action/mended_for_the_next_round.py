# fails: wrong
"""Tells the round whose action failed, and begins a new one as if nothing had happened."""

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
        self.failed = set()

    def act(self):
        if self.action is not None:
            try:
                self.action()
            except Exception:
                self.failed.add(self.round)

    def wait(self):
        with self.changed:
            index = self.arrived
            self.arrived += 1
            mine = self.round
            if self.arrived == self.parties:
                self.act()
                self.arrived = 0
                self.round += 1
                self.changed.notify_all()
            while self.round == mine:
                self.changed.wait()
            if mine in self.failed:
                raise BrokenBarrier
            return index
