# fails: wrong
"""Leaves the corridor in order after a stumble, and tells nobody about it."""

from threading import Lock


class Corridor:
    def __init__(self):
        self.key = Lock()

    def walk(self, side, step):
        with self.key:
            try:
                step()
            except Exception:
                return
