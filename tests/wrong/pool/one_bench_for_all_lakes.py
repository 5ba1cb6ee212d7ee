# fails: stuck
"""The condition belongs to the class, and notify() wakes one: it may be somebody at another lake."""

from threading import Condition


class Pool:
    came_back = Condition()

    def __init__(self, items):
        self.free = list(items)
        self.out = set()

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
