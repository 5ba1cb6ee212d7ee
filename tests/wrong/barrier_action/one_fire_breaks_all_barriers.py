# fails: wrong
"""The flag belongs to the class: where one action fails, every barrier there is counts as broken."""

from threading import Condition


class BrokenBarrier(Exception):
    pass


class Barrier:
    broken = False

    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("nobody would come")
        self.parties = parties
        self.action = action
        self.changed = Condition()
        self.round = 0
        self.arrived = 0

    def wait(self):
        with self.changed:
            if Barrier.broken:
                raise BrokenBarrier
            number, round = self.arrived, self.round
            self.arrived += 1
            if self.arrived == self.parties:
                try:
                    if self.action is not None:
                        self.action()
                except Exception as error:
                    Barrier.broken = True
                    raise BrokenBarrier from error
                finally:
                    self.arrived = 0
                    self.round += 1
                    self.changed.notify_all()
                return number
            while self.round == round:
                self.changed.wait()
            if Barrier.broken:
                raise BrokenBarrier
            return number
