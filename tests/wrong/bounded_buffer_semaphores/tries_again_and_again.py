# fails: busy_wait
"""Asks for a permit without waiting, and asks again: the semaphore could have waited for it."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.spaces = Semaphore(capacity)
        self.items = Semaphore(0)
        self.mutex = Lock()
        self.queue = deque()

    def put(self, item):
        while not self.spaces.acquire(blocking=False):
            pass
        with self.mutex:
            self.queue.append(item)
        self.items.release()

    def get(self):
        while not self.items.acquire(blocking=False):
            pass
        with self.mutex:
            item = self.queue.popleft()
        self.spaces.release()
        return item
