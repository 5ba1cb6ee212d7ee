# fails: wrong
"""Reads and adds in the open, and takes the lock for the writing."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        following = self._value + 1
        with self._lock:
            self._value = following

    @property
    def value(self):
        with self._lock:
            return self._value
