# fails: busy_wait
"""Turns round and round and looks at the lamp."""

from threading import Lock
from time import monotonic


class Event:
    def __init__(self):
        self.lock = Lock()
        self.flag = False
        self.sets = 0

    def set(self):
        with self.lock:
            self.flag = True
            self.sets += 1

    def clear(self):
        with self.lock:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        sets = self.sets
        until = None if timeout is None else monotonic() + timeout
        while not self.flag and self.sets == sets:
            if until is not None and monotonic() >= until:
                return False
        return True


# mend: A Condition over the lock lets a thread wait until the count has changed, with a timeout.
