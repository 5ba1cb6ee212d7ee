# fails: stuck
"""close() puts one pill into the buffer: the first consumer swallows it, the second waits for ever."""

from collections import deque
from threading import Condition, Lock

PILL = object()


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.closed = self.drained = False
        lock = Lock()
        self.not_full = Condition(lock)
        self.not_empty = Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.capacity and not self.closed:
                self.not_full.wait()
            if self.closed:
                raise Closed
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items and not self.drained:
                self.not_empty.wait()
            if self.drained:
                raise Closed
            item = self.items.popleft()
            if item is PILL:
                self.drained = True
                raise Closed
            self.not_full.notify()
            return item

    def close(self):
        with self.not_full:
            if not self.closed:
                self.closed = True
                self.items.append(PILL)
                self.not_full.notify_all()
                self.not_empty.notify()


# mend: Who finds the end tells the next one who waits.
