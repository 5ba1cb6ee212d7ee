# fails: wrong
"""Asks the value itself whether it is there: 0 and an empty list say no, and it is made again."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self._factory = factory
        self._lock = Lock()
        self._made = None

    def get(self):
        with self._lock:
            if not self._made:
                self._made = self._factory()
            return self._made
