# fails: wrong
"""Whoever did the action gets BrokenBarrier; the others go on as if all was well."""

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

    def wait(self):
        with self.changed:
            if self.broken:
                raise BrokenBarrier
            index = self.arrived
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.round += 1
                self.changed.notify_all()
                try:
                    if self.action is not None:
                        self.action()
                except Exception:
                    self.broken = True
                    raise BrokenBarrier from None
            else:
                mine = self.round
                while self.round == mine:
                    self.changed.wait()
            return index


# mend: Act before the round ends, and let everybody look at the flag on the way out.
