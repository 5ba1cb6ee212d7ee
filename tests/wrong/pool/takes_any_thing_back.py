# fails: wrong
"""Takes back whatever it is given, and lends a stranger's boat from then on."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self.free = set(items)
        self.changed = Condition()

    def acquire(self):
        with self.changed:
            while not self.free:
                self.changed.wait()
            return self.free.pop()

    def release(self, item):
        with self.changed:
            if item in self.free:
                raise ValueError("it is in already")
            self.free.add(item)
            self.changed.notify()
