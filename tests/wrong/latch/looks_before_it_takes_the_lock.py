# fails: stuck
"""Sees that the latch is shut, and takes the lock then: the last count has come in between."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.changed = Condition()

    def count_down(self):
        with self.changed:
            if self.count == 0:
                raise ValueError("below zero")
            self.count -= 1
            if self.count == 0:
                self.changed.notify_all()

    def wait(self):
        while self.count > 0:
            with self.changed:
                self.changed.wait()
