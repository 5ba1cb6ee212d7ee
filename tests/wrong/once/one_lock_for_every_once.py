# fails: wrong
"""A lock of the class, not of the object: a factory that uses another Once waits for itself."""

from threading import Lock


class Once:
    lock = Lock()

    def __init__(self, factory):
        self.factory = factory
        self.made = []

    def get(self):
        with Once.lock:
            if not self.made:
                self.made.append(self.factory())
            return self.made[0]
