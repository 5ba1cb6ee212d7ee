# fails: wrong
"""The count goes down without the lock: two at once are counted as one, and it never comes to 0."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.changed = Condition()

    def count_down(self):
        if self.count == 0:
            raise ValueError("below zero")
        self.count -= 1
        with self.changed:
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            while self.count > 0:
                self.changed.wait()
