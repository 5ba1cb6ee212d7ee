# fails: wrong
"""Looks once after waking up: another thread may have taken the item in between."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.changed = Condition()

    def acquire(self):
        with self.changed:
            if not self.free:
                self.changed.wait()
            item = self.free.pop()
            self.out.add(item)
            return item

    def release(self, item):
        with self.changed:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)
            self.changed.notify()
