# fails: stuck
"""Takes a None at the head for an item that is not there yet, and waits for the next one."""

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
            self.queue.append(item)
        self.items.release()

    def get(self):
        self.items.acquire()
        while self.queue[0] is None:
            self.items.acquire()
        with self.mutex:
            item = self.queue.popleft()
        self.spaces.release()
        return item
