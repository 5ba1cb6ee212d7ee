# fails: wrong
"""Counts the items but not the places: put never waits and the buffer grows without end."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.items = Semaphore(0)
        self.mutex = Lock()
        self.queue = deque()

    def put(self, item):
        with self.mutex:
            self.queue.append(item)
        self.items.release()

    def get(self):
        self.items.acquire()
        with self.mutex:
            return self.queue.popleft()
