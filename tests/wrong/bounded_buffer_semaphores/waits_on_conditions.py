# fails: forbidden
"""A right buffer, but built on Condition, which is not among the tools of this kata."""

from collections import deque
from threading import Condition, Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.queue = deque()
        lock = Lock()
        self.not_full = Condition(lock)
        self.not_empty = Condition(lock)

    def put(self, item):
        with self.not_full:
            self.not_full.wait_for(lambda: len(self.queue) < self.capacity)
            self.queue.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            self.not_empty.wait_for(lambda: self.queue)
            item = self.queue.popleft()
            self.not_full.notify()
            return item


# mend: One semaphore counts the places and one the items; a lock guards the deque.
