# fails: deadlock
"""One lock, given back after the step: a step that raises never comes to that line."""

from threading import Lock


class Corridor:
    def __init__(self):
        self.key = Lock()

    def walk(self, side, step):
        self.key.acquire()
        step()
        self.key.release()
