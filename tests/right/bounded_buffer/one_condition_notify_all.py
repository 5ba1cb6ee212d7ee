# passes
"""One condition for everybody: wait_for, and notify_all so that no wake-up can go astray."""

import threading


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity <= 0:
            raise ValueError(f"capacity must be positive, not {capacity}")
        self.capacity = capacity
        self.items = []
        self.changed = threading.Condition()

    @property
    def full(self):
        return len(self.items) >= self.capacity

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: not self.full)
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items)
            item = self.items.pop(0)
            self.changed.notify_all()
            return item
