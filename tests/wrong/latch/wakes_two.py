# fails: stuck
"""notify(2), for both who wait in the picture: the third passenger sleeps on the quay."""

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
                self.changed.notify(2)

    def wait(self):
        with self.changed:
            while self.count > 0:
                self.changed.wait()
