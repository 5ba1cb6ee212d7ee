# fails: wrong
"""Whoever gets through turns the lamp red behind it: good for one, and the next finds nothing."""

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
            happened = self.changed.wait_for(lambda: self.flag or self.sets > sets, timeout)
            self.flag = False
            return happened
