# fails: deadlock
"""Counts by the property, under the lock, and the property asks for the same lock."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        with self._lock:
            self._value = self.value + 1

    @property
    def value(self):
        with self._lock:
            return self._value
