# passes
"""One lock for the corridor: slow, but nobody ever meets anybody."""

from threading import Lock


class Corridor:
    def __init__(self):
        self._key = Lock()

    def walk(self, side, step):
        with self._key:
            step()
