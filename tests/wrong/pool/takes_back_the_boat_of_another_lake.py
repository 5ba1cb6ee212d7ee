# fails: wrong
"""The set of items that are out belongs to the class: a stranger's item is accepted if another pool has lent it."""

from threading import Condition


class Pool:
    out = set()

    def __init__(self, items):
        self.free = list(items)
        self.came_back = Condition()

    def acquire(self):
        with self.came_back:
            while not self.free:
                self.came_back.wait()
            item = self.free.pop()
            self.out.add(item)
            return item

    def release(self, item):
        with self.came_back:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)
            self.came_back.notify()
