# fails: stuck
"""The sign that says closed goes through the buffer like an item, and waits while that is full."""

from collections import deque
from threading import Condition

CLOSING = object()


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        self.changed = Condition()

    def add(self, item):
        self.changed.wait_for(lambda: len(self.items) < self.capacity or self.closed)
        if self.closed:
            raise Closed
        self.items.append(item)
        self.changed.notify_all()

    def put(self, item):
        with self.changed:
            self.add(item)

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items)
            if self.items[0] is CLOSING:
                raise Closed
            self.changed.notify_all()
            return self.items.popleft()

    def close(self):
        with self.changed:
            if not self.closed:
                self.add(CLOSING)
                self.closed = True
                self.changed.notify_all()
