# fails: wrong
"""Looks, waits for the lock, and makes it without looking again: the answer is out of date by then."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.done = False
        self.value = None

    def get(self):
        if not self.done:
            with self.lock:
                self.value = self.factory()
                self.done = True
        return self.value
