# fails: wrong
"""The semaphore belongs to the class: the token for a loaf in one bakery is taken in another one."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    loaves = Semaphore(0)

    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("no room for anything")
        self.places = Semaphore(capacity)
        self.items = deque()
        self.mutex = Lock()

    def put(self, item):
        self.places.acquire()
        with self.mutex:
            self.items.append(item)
        self.loaves.release()

    def get(self):
        self.loaves.acquire()
        with self.mutex:
            item = self.items.popleft()
        self.places.release()
        return item
