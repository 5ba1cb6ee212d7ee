# fails: wrong
"""The lamp is green before anybody has set it."""

from threading import Condition


class Event:
    def __init__(self):
        self._changed = Condition()
        self._flag = True
        self._times_set = 0

    def set(self):
        with self._changed:
            self._flag = True
            self._times_set += 1
            self._changed.notify_all()

    def clear(self):
        with self._changed:
            self._flag = False

    def is_set(self):
        with self._changed:
            return self._flag

    def wait(self, timeout=None):
        with self._changed:
            if self._flag:
                return True
            before = self._times_set
            return self._changed.wait_for(lambda: self._times_set != before, timeout)
