# fails: deadlock
"""Takes the lock, counts, and goes home with it."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        self._lock.acquire()
        self._value += 1

    @property
    def value(self):
        self._lock.acquire()
        try:
            return self._value
        finally:
            self._lock.release()
