# fails: wrong
"""The semaphore lets in as many as there are items, but two can look at the same item and take it."""

from threading import Semaphore


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.permits = Semaphore(len(items))

    def acquire(self):
        self.permits.acquire()
        item = self.free[-1]
        self.free = self.free[:-1]
        self.out.add(item)
        return item

    def release(self, item):
        if item not in self.out:
            raise ValueError("not out")
        self.out.remove(item)
        self.free = [*self.free, item]
        self.permits.release()
