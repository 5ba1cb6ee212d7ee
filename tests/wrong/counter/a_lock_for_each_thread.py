# fails: wrong
"""Every thread has a lock of its own, and so has it whenever it likes."""

from threading import Lock, get_ident


class Counter:
    def __init__(self):
        self._locks = {}
        self._value = 0

    def _lock(self):
        return self._locks.setdefault(get_ident(), Lock())

    def increment(self):
        with self._lock():
            self._value += 1

    @property
    def value(self):
        with self._lock():
            return self._value
