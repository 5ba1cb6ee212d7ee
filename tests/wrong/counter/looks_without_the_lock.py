# fails: race
"""Counts under the lock and looks without it: right by luck, as nothing orders the two."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        with self._lock:
            self._value += 1

    @property
    def value(self):
        return self._value
