# fails: stuck
"""notify(2), for both who wait in the picture: the third one sleeps on."""

from threading import Condition


class Event:
    def __init__(self):
        self.changed = Condition()
        self.flag = False
        self.times_set = 0

    def set(self):
        with self.changed:
            self.flag = True
            self.times_set += 1
            self.changed.notify(2)

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.changed:
            if self.flag:
                return True
            before = self.times_set
            return self.changed.wait_for(lambda: self.times_set != before, timeout)
