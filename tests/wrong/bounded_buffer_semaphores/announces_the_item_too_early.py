# fails: wrong
"""Says "one more item" before the item is there: a quick consumer takes from an empty deque."""

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
        self.spaces.acquire()
        self.items.release()
        with self.mutex:
            self.queue.append(item)

    def get(self):
        self.items.acquire()
        with self.mutex:
            item = self.queue.popleft()
        self.spaces.release()
        return item
