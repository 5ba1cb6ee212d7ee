# fails: wrong
"""get does not wait: an empty buffer hands out None, as if somebody had put that."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._places = Semaphore(capacity)
        self._ready = Semaphore(0)
        self._items = deque()
        self._mutex = Lock()

    def put(self, item):
        self._places.acquire()
        with self._mutex:
            self._items.append(item)
        self._ready.release()

    def get(self):
        if not self._ready.acquire(blocking=False):
            return None
        with self._mutex:
            item = self._items.popleft()
        self._places.release()
        return item
