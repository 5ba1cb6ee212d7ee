# passes
"""A semaphore counts what is in, a lock guards which; each is asked for one after the other."""

from threading import Lock, Semaphore


class Pool:
    def __init__(self, items):
        self._count = Semaphore(len(items))
        self._mutex = Lock()
        self._free = {item: True for item in items}

    def acquire(self):
        self._count.acquire()
        with self._mutex:
            for item, free in self._free.items():
                if free:
                    self._free[item] = False
                    return item
        raise AssertionError("a permit without an item")

    def release(self, item):
        with self._mutex:
            if self._free.get(item, True):
                raise ValueError("not out")
            self._free[item] = True
        self._count.release()
