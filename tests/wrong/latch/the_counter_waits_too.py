# fails: stuck
"""Whoever has counted waits for the gate as well: a meeting point, and not a latch."""

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
            self.changed.wait_for(lambda: self.count == 0)

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.count == 0)
