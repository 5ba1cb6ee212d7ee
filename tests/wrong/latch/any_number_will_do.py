# fails: wrong
"""A latch that begins below 0 is made without a word, and can never open."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        self.count = count
        self.changed = Condition()

    def count_down(self):
        with self.changed:
            if self.count <= 0:
                raise ValueError("below zero")
            self.count -= 1
            if self.count == 0:
                self.changed.notify_all()

    def wait(self):
        with self.changed:
            while self.count > 0:
                self.changed.wait()
