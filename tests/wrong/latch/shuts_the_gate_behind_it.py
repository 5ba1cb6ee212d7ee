# fails: stuck
"""Begins at the old count again once it has opened: a barrier, and not a latch."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.first = self.count = count
        self.openings = 0
        self.changed = Condition()

    def count_down(self):
        with self.changed:
            if self.first == 0:
                raise ValueError("below zero")
            self.count -= 1
            if self.count == 0:
                self.count = self.first
                self.openings += 1
                self.changed.notify_all()

    def wait(self):
        with self.changed:
            if self.first:
                openings = self.openings
                self.changed.wait_for(lambda: self.openings > openings)
