# fails: wrong
"""The mutex is a semaphore that starts with a permit for each place: two producers write at once."""

from threading import Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.ring = [None] * capacity
        self.head = self.tail = 0
        self.spaces = Semaphore(capacity)
        self.items = Semaphore(0)
        self.mutex = Semaphore(capacity)

    def put(self, item):
        self.spaces.acquire()
        with self.mutex:
            self.ring[self.tail] = item
            self.tail = (self.tail + 1) % len(self.ring)
        self.items.release()

    def get(self):
        self.items.acquire()
        with self.mutex:
            item = self.ring[self.head]
            self.head = (self.head + 1) % len(self.ring)
        self.spaces.release()
        return item
