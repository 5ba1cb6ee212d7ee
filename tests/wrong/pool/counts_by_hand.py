# fails: wrong
"""A number that says how many are in, looked at and changed without a lock."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.number = len(items)
        self.changed = Condition()

    def acquire(self):
        with self.changed:
            while self.number == 0:
                self.changed.wait()
        self.number -= 1
        item = self.free.pop()
        self.out.add(item)
        return item

    def release(self, item):
        with self.changed:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)
            self.number += 1
            self.changed.notify()
