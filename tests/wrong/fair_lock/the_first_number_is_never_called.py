# fails: stuck
"""The display starts one too low: the first customer waits for somebody who has never come."""

from threading import Condition


class FairLock:
    def __init__(self):
        self._called = Condition()
        self._next_number = 0
        self._now_serving = -1

    def acquire(self):
        with self._called:
            number = self._next_number
            self._next_number += 1
            while number != self._now_serving:
                self._called.wait()

    def release(self):
        with self._called:
            self._now_serving += 1
            self._called.notify_all()
