# fails: wrong
"""The semaphores count right, but two producers may write to the same place of the ring."""

from threading import Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.ring = [None] * capacity
        self.head = self.tail = 0
        self.spaces = Semaphore(capacity)
        self.items = Semaphore(0)

    def put(self, item):
        self.spaces.acquire()
        self.ring[self.tail] = item
        self.tail = (self.tail + 1) % len(self.ring)
        self.items.release()

    def get(self):
        self.items.acquire()
        item = self.ring[self.head]
        self.head = (self.head + 1) % len(self.ring)
        self.spaces.release()
        return item
