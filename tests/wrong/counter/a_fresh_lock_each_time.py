# fails: wrong
"""A new lock for every call: everybody holds one, and nobody is kept out."""

from threading import Lock


class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        with Lock():
            self._value += 1

    @property
    def value(self):
        with Lock():
            return self._value
