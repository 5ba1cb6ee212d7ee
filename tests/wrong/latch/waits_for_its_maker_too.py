# fails: stuck
"""Starts one higher, as if whoever made the latch had to count down as well."""

from threading import Condition


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("a latch cannot begin below 0")
        self._changed = Condition()
        self._count = count + 1

    def count_down(self):
        with self._changed:
            if self._count == 0:
                raise ValueError("the count is 0 already")
            self._count -= 1
            if self._count == 0:
                self._changed.notify_all()

    def wait(self):
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0)
