# passes
"""Every round is an object of its own: who came, whether it is over, and how it went."""

from dataclasses import dataclass
from threading import Condition, RLock


class BrokenBarrier(RuntimeError):
    pass


@dataclass
class Round:
    arrived: int = 0
    over: bool = False
    failed: Exception | None = None


class Barrier:
    def __init__(self, parties, action=None):
        if parties <= 0:
            raise ValueError(parties)
        self.parties = parties
        self.action = action or (lambda: None)
        self.over = Condition(RLock())
        self.now = Round()

    def wait(self):
        with self.over:
            mine = self.now
            index = mine.arrived
            mine.arrived += 1
            if mine.arrived == self.parties:
                try:
                    self.action()
                except Exception as error:
                    mine.failed = error
                else:
                    self.now = Round()
                mine.over = True
                self.over.notify_all()
            # A round that failed stays the last one: whoever comes later finds it over.
            self.over.wait_for(lambda: mine.over)
            if mine.failed:
                raise BrokenBarrier from mine.failed
            return self.parties - 1 - index
