# fails: stuck
"""Shows the next number and wakes one customer, perhaps one with another number."""

from threading import Condition


class FairLock:
    def __init__(self):
        self.called = Condition()
        self.next_number = 0
        self.now_serving = 0

    def acquire(self):
        with self.called:
            number = self.next_number
            self.next_number += 1
            while number != self.now_serving:
                self.called.wait()

    def release(self):
        with self.called:
            self.now_serving += 1
            self.called.notify()
