# fails: wrong
"""None stands for "not made yet", so a factory that returns None runs again and again."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.value = None

    def get(self):
        with self.lock:
            if self.value is None:
                self.value = self.factory()
            return self.value
