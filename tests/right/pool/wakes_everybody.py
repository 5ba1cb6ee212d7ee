# passes
"""One set of free items, and every one that comes back wakes all who wait; strangers are kept by name."""

from threading import Condition, RLock


class Pool:
    def __init__(self, items):
        self.known = frozenset(items)
        self.free = set(items)
        self.change = Condition(RLock())

    def acquire(self):
        with self.change:
            self.change.wait_for(lambda: self.free)
            return self.free.pop()

    def release(self, item):
        with self.change:
            if item in self.free or item not in self.known:
                raise ValueError(f"{item} was not lent")
            self.free.add(item)
            self.change.notify_all()
