# fails: race
"""One lock for threads that count and another one for threads that look: a look can fall into a count."""

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
