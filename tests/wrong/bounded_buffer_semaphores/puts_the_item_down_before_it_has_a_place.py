# fails: wrong
"""Appends first and then waits for a place: a full buffer holds the items of all who wait."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("no room for anything")
        self.places = Semaphore(capacity)
        self.loaves = Semaphore(0)
        self.items = deque()
        self.mutex = Lock()

    def put(self, item):
        with self.mutex:
            self.items.append(item)
        self.places.acquire()
        self.loaves.release()

    def get(self):
        self.loaves.acquire()
        with self.mutex:
            item = self.items.popleft()
        self.places.release()
        return item
