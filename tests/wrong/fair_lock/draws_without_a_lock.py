# fails: stuck
"""Reads the next number and counts on without the lock: two can draw the same one, and then nobody has the next."""

from threading import Condition


class FairLock:
    def __init__(self):
        self.called = Condition()
        self.next_number = 0
        self.now_serving = 0

    def acquire(self):
        number = self.next_number
        self.next_number = number + 1
        with self.called:
            while number != self.now_serving:
                self.called.wait()

    def release(self):
        with self.called:
            self.now_serving += 1
            self.called.notify_all()
