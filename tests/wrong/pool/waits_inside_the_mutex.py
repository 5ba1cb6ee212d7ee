# fails: deadlock
"""Waits for an item with the mutex in hand, and who brings one back needs that mutex."""

from threading import Lock, Semaphore


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.mutex = Lock()
        self.permits = Semaphore(len(items))

    def acquire(self):
        with self.mutex:
            self.permits.acquire()
            item = self.free.pop()
            self.out.add(item)
            return item

    def release(self, item):
        with self.mutex:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)
            self.permits.release()
