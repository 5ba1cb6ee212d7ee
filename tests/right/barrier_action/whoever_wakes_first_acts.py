# passes
"""The action is done by the first to come out, while the others wait for that."""

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
        self.rounds_complete = 0
        self.rounds_done = 0
        self.broken = False

    def wait(self):
        with self.changed:
            if self.broken:
                raise BrokenBarrier
            index = self.arrived
            mine = self.rounds_complete
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.rounds_complete += 1
                self.changed.notify_all()
            self.changed.wait_for(lambda: self.rounds_complete > mine)
            # The lock is not let go from the look to the end of the action, so only one acts.
            if self.rounds_done == mine:
                if self.action is not None:
                    try:
                        self.action()
                    except Exception:
                        self.broken = True
                self.rounds_done += 1
            if self.broken:
                raise BrokenBarrier
            return index
