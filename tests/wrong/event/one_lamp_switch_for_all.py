# fails: wrong
"""The condition is a default argument, made once: whoever waits for one event is woken by every other."""

from threading import Condition


class Event:
    def __init__(self, changed=Condition()):
        self.changed = changed
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
            return self.flag or self.changed.wait(timeout)
