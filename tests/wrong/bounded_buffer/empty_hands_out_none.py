# fails: wrong
"""get does not wait: an empty buffer hands out None, as if somebody had put that."""

from collections import deque
from threading import Condition, Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._capacity = capacity
        self._items = deque()
        lock = Lock()
        self._not_full = Condition(lock)
        self._not_empty = Condition(lock)

    def put(self, item):
        with self._not_full:
            while len(self._items) == self._capacity:
                self._not_full.wait()
            self._items.append(item)
            self._not_empty.notify()

    def get(self):
        with self._not_empty:
            if not self._items:
                return None
            item = self._items.popleft()
            self._not_full.notify()
            return item
