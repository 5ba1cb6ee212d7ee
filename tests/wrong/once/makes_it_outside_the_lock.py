# fails: wrong
"""Only the storing is locked: all get the same value, but two have been made."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.made = []

    def get(self):
        if not self.made:
            value = self.factory()
            with self.lock:
                if not self.made:
                    self.made.append(value)
        return self.made[0]
