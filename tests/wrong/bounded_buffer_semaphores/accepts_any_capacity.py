# fails: wrong
"""A buffer for no items is built without a word, and nothing will ever go through it."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        self.spaces = Semaphore(capacity)
        self.items = Semaphore(0)
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
