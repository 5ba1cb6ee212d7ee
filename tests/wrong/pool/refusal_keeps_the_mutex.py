# fails: deadlock
"""The error is raised between acquire and release of the mutex, which stays taken for ever."""

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
        self.mutex.acquire()
        if item not in self.out:
            raise ValueError("not out")
        self.out.remove(item)
        self.free.append(item)
        self.mutex.release()
        self.permits.release()
