# fails: wrong
"""Reads under the lock and writes under the lock, and lets go of it in between: no race, and still lost."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        with self._lock:
            seen = self._value
        with self._lock:
            self._value = seen + 1

    @property
    def value(self):
        with self._lock:
            return self._value
