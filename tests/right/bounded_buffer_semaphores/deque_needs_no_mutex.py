# passes
"""append and popleft of a deque are one step each, so the semaphores are all it takes."""

from collections import deque
from threading import Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.spaces = Semaphore(capacity)
        self.items = Semaphore(0)
        self.queue = deque()

    def put(self, item):
        self.spaces.acquire()
        self.queue.append(item)
        self.items.release()

    def get(self):
        self.items.acquire()
        item = self.queue.popleft()
        self.spaces.release()
        return item
