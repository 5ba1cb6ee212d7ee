# fails: wrong
"""Counts only if nobody else is at the board just then."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        if self._lock.acquire(blocking=False):
            self._value += 1
            self._lock.release()

    @property
    def value(self):
        with self._lock:
            return self._value
