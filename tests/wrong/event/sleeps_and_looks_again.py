# fails: busy_wait
"""Waits on its condition for a moment at a time, for a notify that never comes."""

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

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.changed:
            sets = self.sets
            left = timeout
            while not self.flag and self.sets == sets:
                if left is not None and left <= 0:
                    return False
                self.changed.wait(0.001)
                left = None if left is None else left - 0.001
            return True
