# fails: wrong
"""A BoundedSemaphore(0) never takes a release: it complains at the first item."""

from collections import deque
from threading import BoundedSemaphore, Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.spaces = BoundedSemaphore(capacity)
        self.items = BoundedSemaphore(0)
        self.mutex = Lock()
        self.queue = deque()

    def put(self, item):
        self.spaces.acquire()
        with self.mutex:
            self.queue.append(item)
        self.items.release()

    def get(self):
        self.items.acquire()
        with self.mutex:
            item = self.queue.popleft()
        self.spaces.release()
        return item
