# fails: stuck
"""The next set() goes to one who has given up and gone home: nobody hears of it."""

from threading import Condition


class Event:
    def __init__(self):
        self._changed = Condition()
        self._flag = False
        self._times_set = 0
        self._gone_home = 0

    def set(self):
        with self._changed:
            if self._gone_home:
                self._gone_home -= 1
                return
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
            freed = self._changed.wait_for(lambda: self._times_set != before, timeout)
            if not freed:
                self._gone_home += 1
            return freed
