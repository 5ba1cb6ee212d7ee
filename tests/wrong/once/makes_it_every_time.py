# fails: wrong
"""One at a time, and everybody gets a new one."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self._factory = factory
        self._lock = Lock()
        self._made = []

    def get(self):
        with self._lock:
            return self._factory()
