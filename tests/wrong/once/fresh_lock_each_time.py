# fails: wrong
"""Every call makes a lock of its own, and a lock that nobody else knows keeps nobody out."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.made = []

    def get(self):
        with Lock():
            if not self.made:
                self.made.append(self.factory())
            return self.made[0]
