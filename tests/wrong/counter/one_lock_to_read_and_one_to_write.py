# fails: race
"""Those who count keep each other out, and those who look, but not the ones the others."""

from threading import Lock


class Counter:
    def __init__(self):
        self._reading = Lock()
        self._writing = Lock()
        self._value = 0

    def increment(self):
        with self._writing:
            self._value += 1

    @property
    def value(self):
        with self._reading:
            return self._value
