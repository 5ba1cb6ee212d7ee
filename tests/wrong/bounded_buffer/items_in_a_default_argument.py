# fails: stuck
"""The deque is a default argument, made once: two buffers keep their items in the same one."""

from collections import deque
from threading import Condition, Lock


class BoundedBuffer:
    def __init__(self, capacity, items=deque()):
        if capacity < 1:
            raise ValueError("no room for anything")
        lock = Lock()
        self.capacity = capacity
        self.items = items
        self.not_full = Condition(lock)
        self.not_empty = Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.capacity:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item
