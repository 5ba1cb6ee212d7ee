# fails: stuck
"""Looks, lets go of the lock, then waits: the notify comes in the gap and nobody hears it."""

from collections import deque
from threading import Condition, Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.lock = Lock()
        self.not_full = Condition(self.lock)
        self.not_empty = Condition(self.lock)

    def put(self, item):
        while True:
            with self.lock:
                if len(self.items) < self.capacity:
                    self.items.append(item)
                    self.not_empty.notify()
                    return
            with self.not_full:
                self.not_full.wait()

    def get(self):
        while True:
            with self.lock:
                if self.items:
                    item = self.items.popleft()
                    self.not_full.notify()
                    return item
            with self.not_empty:
                self.not_empty.wait()


# mend: Wait under the lock under which you looked: the two conditions share it.
