# fails: stuck
"""The timeout is an argument that nobody reads: whoever would give up waits for ever."""

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
            while not self.flag and self.sets == sets:
                self.changed.wait()
            return True
