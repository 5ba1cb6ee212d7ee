# passes
"""Two fields looked at without the lock: the value is stored first and the flag after it."""

from threading import RLock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = RLock()
        self.done = False
        self.value = None

    def get(self):
        if self.done:
            return self.value
        with self.lock:
            if not self.done:
                self.value = self.factory()
                self.done = True
                self.factory = None
        return self.value
