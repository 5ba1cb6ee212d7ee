# fails: forbidden
"""Keeps the free items in queue.Queue, which does all of the waiting."""

import queue
from threading import Lock


class Pool:
    def __init__(self, items):
        self.free = queue.Queue()
        self.out = set()
        self.lock = Lock()
        for item in items:
            self.free.put(item)

    def acquire(self):
        item = self.free.get()
        with self.lock:
            self.out.add(item)
        return item

    def release(self, item):
        with self.lock:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
        self.free.put(item)


# mend: A list of what is free, and a Condition to wait on while it is empty.
