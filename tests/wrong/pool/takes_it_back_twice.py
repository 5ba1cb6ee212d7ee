# fails: wrong
"""Knows its own items, but not which of them are out: one that comes back twice is lent twice."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self.items = list(items)
        self.free = list(items)
        self.changed = Condition()

    def acquire(self):
        with self.changed:
            while not self.free:
                self.changed.wait()
            return self.free.pop()

    def release(self, item):
        if item not in self.items:
            raise ValueError("not one of ours")
        with self.changed:
            self.free.append(item)
            self.changed.notify()
