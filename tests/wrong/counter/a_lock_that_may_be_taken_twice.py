# fails: forbidden
"""A right counter on an RLock; nothing here has to be locked twice."""

from threading import RLock


class Counter:
    def __init__(self):
        self._lock = RLock()
        self._value = 0

    def increment(self):
        with self._lock:
            self._value = self.value + 1

    @property
    def value(self):
        with self._lock:
            return self._value
