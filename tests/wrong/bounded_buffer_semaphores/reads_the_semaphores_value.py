# fails: forbidden
"""Looks into the private counter of a semaphore to find out how full the buffer is."""

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
        with self.mutex:
            if self.spaces._value:
                self.queue.append(item)
        self.spaces.acquire()
        with self.mutex:
            if item not in self.queue:
                self.queue.append(item)
        self.items.release()

    def get(self):
        self.items.acquire()
        with self.mutex:
            item = self.queue.popleft()
        self.spaces.release()
        return item


# mend: The semaphore waits for a place by itself: acquire it before the item goes in.
