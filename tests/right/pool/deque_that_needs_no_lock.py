# passes
"""The end of a deque and the removal from a set are one step each, so the semaphore is all it needs."""

from collections import deque
from threading import Semaphore


class Pool:
    def __init__(self, items):
        self.inside = deque(items)
        self.outside = set()
        self.number = Semaphore(len(self.inside))

    def acquire(self):
        self.number.acquire()
        item = self.inside.pop()
        self.outside.add(item)
        return item

    def release(self, item):
        try:
            self.outside.remove(item)
        except KeyError:
            raise ValueError("this one is not out") from None
        self.inside.append(item)
        self.number.release()
