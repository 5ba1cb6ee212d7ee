# fails: wrong
"""The number belongs to the class: the visitors of all museums are counted on one board."""

from threading import Lock


class Counter:
    _lock = Lock()
    _value = 0

    def increment(self):
        with self._lock:
            Counter._value += 1

    @property
    def value(self):
        with self._lock:
            return self._value
