# fails: wrong
"""None stands for the end of the items, but None can be an item."""

from collections import deque
from threading import Condition


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

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) < self.capacity or self.closed)
            if self.closed:
                raise Closed
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items)
            item = self.items[0]
            if item is None:
                raise Closed
            self.items.popleft()
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            if not self.closed:
                self.closed = True
                self.items.append(None)
                self.changed.notify_all()


# mend: The flag and an empty deque say that this is the end: no item needs to.
