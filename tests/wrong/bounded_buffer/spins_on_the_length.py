# fails: busy_wait
"""Turns round and round on the length of the deque until it changes."""

from collections import deque
from threading import Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.putting = Lock()
        self.getting = Lock()

    def put(self, item):
        with self.putting:
            while len(self.items) == self.capacity:
                pass
            self.items.append(item)

    def get(self):
        with self.getting:
            while not self.items:
                pass
            return self.items.popleft()


# mend: One Condition for both sides wakes those who wait.
