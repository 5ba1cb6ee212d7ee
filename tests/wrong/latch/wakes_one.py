# fails: stuck
"""notify() when the gate opens: one passenger goes aboard, the other sleeps on the quay."""

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
                self.changed.notify()

    def wait(self):
        with self.changed:
            while self.count > 0:
                self.changed.wait()
