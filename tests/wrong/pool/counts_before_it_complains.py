# fails: wrong
"""The permit is given back before the item is looked at: the error is raised, but the count is off."""

from threading import Lock, Semaphore


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.mutex = Lock()
        self.permits = Semaphore(len(items))

    def acquire(self):
        self.permits.acquire()
        with self.mutex:
            item = self.free.pop()
            self.out.add(item)
            return item

    def release(self, item):
        self.permits.release()
        with self.mutex:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)
