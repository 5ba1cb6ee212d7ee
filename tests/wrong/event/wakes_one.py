# fails: stuck
"""notify() instead of notify_all(): the lamp is green, and only one of those who sit there is told."""

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
            self.changed.notify()

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.changed:
            sets = self.sets
            return self.changed.wait_for(lambda: self.flag or self.sets > sets, timeout)
