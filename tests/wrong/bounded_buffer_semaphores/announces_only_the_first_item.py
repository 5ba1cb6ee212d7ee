# fails: stuck
"""Tells the consumers only when the buffer was empty: the second item lies there and nobody knows."""

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
        with self.mutex:
            was_empty = not self.queue
            self.queue.append(item)
        if was_empty:
            self.items.release()

    def get(self):
        self.items.acquire()
        with self.mutex:
            item = self.queue.popleft()
        self.spaces.release()
        return item
