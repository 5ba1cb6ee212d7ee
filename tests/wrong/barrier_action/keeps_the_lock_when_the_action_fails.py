# fails: deadlock
"""acquire and release without finally: the exception leaves with the lock still taken."""

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
        self.changed.acquire()
        if self.broken:
            self.changed.release()
            raise BrokenBarrier
        index = self.arrived
        self.arrived += 1
        if self.arrived == self.parties:
            self.arrived = 0
            self.round += 1
            self.changed.notify_all()
            if self.action is not None:
                try:
                    self.action()
                except Exception as error:
                    self.broken = True
                    raise BrokenBarrier from error
        else:
            mine = self.round
            while self.round == mine:
                self.changed.wait()
        broken = self.broken
        self.changed.release()
        if broken:
            raise BrokenBarrier
        return index
