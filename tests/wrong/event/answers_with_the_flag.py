# fails: wrong
"""Is freed as it should be, but then reports how the lamp looks now and not why it woke."""

from threading import Condition


class Event:
    def __init__(self):
        self.changed = Condition()
        self.flag = False
        self.sets = 0

    def set(self):
        with self.changed:
            self.flag = True
            self.sets += 1
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.changed:
            sets = self.sets
            if not self.flag:
                self.changed.wait_for(lambda: self.sets > sets, timeout)
            return self.flag
