# fails: wrong
"""Counts everybody twice, once on the way in and once on the way out."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        with self._lock:
            self._value += 2

    @property
    def value(self):
        with self._lock:
            return self._value
