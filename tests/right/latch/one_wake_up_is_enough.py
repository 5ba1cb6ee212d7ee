# passes
"""if instead of while, and right: the only wake-up there is comes when the count is 0."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("count")
        self._count = count
        self._cond = Condition()

    def count_down(self):
        with self._cond:
            if self._count == 0:
                raise ValueError("already 0")
            self._count -= 1
            if self._count == 0:
                self._cond.notify_all()

    def wait(self):
        with self._cond:
            if self._count > 0:
                self._cond.wait()
