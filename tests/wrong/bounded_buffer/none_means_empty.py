# fails: stuck
"""Takes a None at the head for "nothing there yet", and waits for an item that has come."""

from collections import deque
from threading import Condition


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.changed = Condition()

    def first(self):
        return self.items[0] if self.items else None

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) < self.capacity)
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while self.first() is None:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.popleft()
