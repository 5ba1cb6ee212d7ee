# fails: busy_wait
"""Tries for the lock round and round instead of waiting for it."""

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self):
        while not self._lock.acquire(blocking=False):
            pass
        self._value += 1
        self._lock.release()

    @property
    def value(self):
        with self._lock:
            return self._value
