# fails: stuck
"""Reads the flag first and takes the lock then: the set in between wakes nobody and is missed."""

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
        with self.changed:
            return self.flag

    def wait(self, timeout=None):
        if self.is_set():
            return True
        with self.changed:
            sets = self.sets
            return self.changed.wait_for(lambda: self.sets > sets, timeout)
