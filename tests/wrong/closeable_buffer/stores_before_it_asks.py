# fails: wrong
"""put stores the item before it asks whether the buffer is closed: it refuses the item and keeps it."""

from collections import deque
from threading import Condition, Lock


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        lock = Lock()
        self.not_full = Condition(lock)
        self.not_empty = Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.capacity and not self.closed:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()
            if self.closed:
                raise Closed

    def get(self):
        with self.not_empty:
            while not self.items and not self.closed:
                self.not_empty.wait()
            if not self.items:
                raise Closed
            item = self.items.popleft()
            self.not_full.notify()
            return item

    def close(self):
        with self.not_full:
            self.closed = True
            self.not_full.notify_all()
            self.not_empty.notify_all()
