# fails: wrong
"""The flag goes up before the factory has run, and the quick look outside the lock believes it."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.done = False
        self.value = None

    def get(self):
        if self.done:
            return self.value
        with self.lock:
            if not self.done:
                self.done = True
                try:
                    self.value = self.factory()
                except BaseException:
                    self.done = False
                    raise
            return self.value
