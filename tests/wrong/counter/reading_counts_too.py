# fails: wrong
"""Whoever looks at the number is counted as well."""

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
        with self._lock:
            self._value += 1
            return self._value - 1
