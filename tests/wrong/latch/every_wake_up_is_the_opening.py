# fails: wrong
"""if instead of while: a thread that is woken, for any reason, takes the gate for open."""

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
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            if self.count > 0:
                self.changed.wait()
