# fails: stuck
"""Whoever wakes up looks at the lamp: if it is red again by then, it sits down for good."""

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
            return self.changed.wait_for(lambda: self.flag, timeout)


# mend: A count of the calls of set() never goes back, as the flag does.
