# passes
"""Sets the flag first and takes the lock to notify: nobody can have looked and not be asleep yet."""

from collections import deque
from threading import Condition, RLock


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        lock = RLock()
        self.not_full = Condition(lock)
        self.not_empty = Condition(lock)

    def put(self, item):
        with self.not_full:
            while True:
                if self.closed:
                    raise Closed
                if len(self.items) < self.capacity:
                    break
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                if self.closed:
                    raise Closed
                self.not_empty.wait()
            self.not_full.notify()
            return self.items.popleft()

    def close(self):
        self.closed = True
        with self.not_full:
            self.not_full.notify_all()
            self.not_empty.notify_all()
