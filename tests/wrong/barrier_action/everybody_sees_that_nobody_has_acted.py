# fails: wrong
"""Whoever comes out first is to do the action; two look before either says that it does."""

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
        self.done = set()

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
            mine = self.round
            if self.arrived == self.parties:
                self.arrived = 0
                self.round += 1
                self.changed.notify_all()
            while self.round == mine:
                self.changed.wait()
        if mine not in self.done:
            self.act()
            self.done.add(mine)
        if self.broken:
            raise BrokenBarrier
        return index


# mend: Let the last one to arrive act, before it ends the round.
