# fails: stuck
"""get takes None for "nothing there yet": a None that was put is dropped and waited for."""

from collections import deque
from threading import Condition


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.changed = Condition()

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) < self.capacity)
            self.items.append(item)
            self.changed.notify_all()

    def take(self):
        return self.items.popleft() if self.items else None

    def get(self):
        with self.changed:
            item = self.take()
            while item is None:
                self.changed.wait()
                item = self.take()
            self.changed.notify_all()
            return item
