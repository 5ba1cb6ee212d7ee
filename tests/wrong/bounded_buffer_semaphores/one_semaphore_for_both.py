# fails: wrong
"""One semaphore counts places and items alike: an item that comes looks like a place that goes."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.count = Semaphore(capacity)
        self.mutex = Lock()
        self.queue = deque()

    def put(self, item):
        self.count.acquire()
        with self.mutex:
            self.queue.append(item)

    def get(self):
        with self.mutex:
            item = self.queue.popleft()
        self.count.release()
        return item
