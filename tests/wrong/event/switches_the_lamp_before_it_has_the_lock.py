# fails: wrong
"""set() writes the flag first and counts under the lock later: a clear() in between sees half of it."""

from threading import Condition


class Event:
    def __init__(self):
        self.changed = Condition()
        self.flag = False
        self.times_set = 0

    def set(self):
        self.flag = True
        with self.changed:
            self.times_set += 1
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        with self.changed:
            return self.flag

    def wait(self, timeout=None):
        with self.changed:
            if self.flag:
                return True
            before = self.times_set
            return self.changed.wait_for(lambda: self.times_set != before, timeout)
