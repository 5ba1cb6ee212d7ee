# fails: stuck
"""Two consumers wait, two items come, but only the first item wakes anybody."""

from collections import deque
from threading import Condition, Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        lock = Lock()
        self.not_full = Condition(lock)
        self.not_empty = Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) == self.capacity:
                self.not_full.wait()
            self.items.append(item)
            if len(self.items) == 1:
                self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item
