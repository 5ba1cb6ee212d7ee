# fails: wrong
"""The doorman counts himself: the number is one too high before anybody has come."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 1

    def increment(self):
        with self._lock:
            self._value += 1

    @property
    def value(self):
        with self._lock:
            return self._value
