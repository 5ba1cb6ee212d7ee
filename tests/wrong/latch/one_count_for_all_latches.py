# fails: wrong
"""The count belongs to the class: a tag taken off at one gate is missing at the other."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        CountDownLatch.count = count
        self.changed = Condition()

    def count_down(self):
        with self.changed:
            if CountDownLatch.count == 0:
                raise ValueError("below zero")
            CountDownLatch.count -= 1
            if CountDownLatch.count == 0:
                self.changed.notify_all()

    def wait(self):
        with self.changed:
            while CountDownLatch.count > 0:
                self.changed.wait()
