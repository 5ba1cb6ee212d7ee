# fails: stuck
"""Wakes somebody only for the first item that comes back; the second finds one there and is silent."""

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
        with self.changed:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            if not self.free:
                self.changed.notify()
            self.free.append(item)
