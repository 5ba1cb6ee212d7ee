# fails: wrong
"""Remembers which thread has an item and refuses it from all others: stricter than it was asked to be."""

from threading import Condition, get_ident


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.users = {}
        self.changed = Condition()

    def acquire(self):
        with self.changed:
            while not self.free:
                self.changed.wait()
            item = self.free.pop()
            self.users[item] = get_ident()
            return item

    def release(self, item):
        with self.changed:
            if self.users.get(item) != get_ident():
                raise ValueError("you do not have it")
            del self.users[item]
            self.free.append(item)
            self.changed.notify()
