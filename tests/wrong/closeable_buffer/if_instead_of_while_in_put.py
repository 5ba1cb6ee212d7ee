# fails: wrong
"""if instead of while in put: of two who wait for one place, both put their item down."""

from collections import deque
from threading import Condition


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("no room for anything")
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        self.changed = Condition()

    def put(self, item):
        with self.changed:
            if len(self.items) >= self.capacity and not self.closed:
                self.changed.wait()
            if self.closed:
                raise Closed
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items and not self.closed:
                self.changed.wait()
            if not self.items:
                raise Closed
            item = self.items.popleft()
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
