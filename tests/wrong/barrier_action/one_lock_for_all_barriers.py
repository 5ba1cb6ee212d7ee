# fails: deadlock
"""The lock belongs to the class, and is held while an action runs: no other barrier moves meanwhile."""

from threading import Condition


class BrokenBarrier(Exception):
    pass


class Barrier:
    _changed = Condition()

    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("a barrier needs at least one party")
        self._parties = parties
        self._action = action
        self._arrived = 0
        self._round = 0
        self._broken = False

    def wait(self):
        with self._changed:
            if self._broken:
                raise BrokenBarrier
            index = self._arrived
            self._arrived += 1
            if self._arrived == self._parties:
                self._finish_the_round()
            else:
                mine = self._round
                while self._round == mine and (not self._broken):
                    self._changed.wait()
            if self._broken:
                raise BrokenBarrier
            return index

    def _finish_the_round(self):
        try:
            if self._action is not None:
                self._action()
        except Exception as error:
            self._broken = True
            raise BrokenBarrier from error
        finally:
            self._arrived = 0
            self._round += 1
            self._changed.notify_all()
