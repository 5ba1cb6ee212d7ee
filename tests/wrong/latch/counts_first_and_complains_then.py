# fails: stuck
"""The error comes when the count is below 0 already, and a latch at -1 is shut again."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.changed = Condition()

    def count_down(self):
        with self.changed:
            self.count -= 1
            if self.count < 0:
                raise ValueError("below zero")
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            while self.count != 0:
                self.changed.wait()
