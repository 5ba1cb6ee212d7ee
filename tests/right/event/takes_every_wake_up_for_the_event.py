# passes
"""if instead of while, as in CPython's own Event: only set() notifies, and it wakes all."""

from threading import Condition


class Event:
    def __init__(self):
        self.changed = Condition()
        self.flag = False

    def set(self):
        with self.changed:
            self.flag = True
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.changed:
            if not self.flag:
                return self.changed.wait(timeout)
            return True
