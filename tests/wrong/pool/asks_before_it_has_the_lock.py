# fails: wrong
"""Asks whether the item is out without the lock: two who bring it back can both be told yes."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.changed = Condition()

    def acquire(self):
        with self.changed:
            while not self.free:
                self.changed.wait()
            item = self.free.pop()
            self.out.add(item)
            return item

    def release(self, item):
        if item not in self.out:
            raise ValueError("not out")
        with self.changed:
            self.out.discard(item)
            self.free.append(item)
            self.changed.notify()
