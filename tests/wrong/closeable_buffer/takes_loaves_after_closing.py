# fails: wrong
"""put asks whether there is room, and never whether the buffer is closed."""

from collections import deque
from threading import Condition, Lock


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._capacity = capacity
        self._items = deque()
        self._closed = False
        lock = Lock()
        self._not_full = Condition(lock)
        self._not_empty = Condition(lock)

    def put(self, item):
        with self._not_full:
            while len(self._items) == self._capacity and (not self._closed):
                self._not_full.wait()
            self._items.append(item)
            self._not_empty.notify()

    def get(self):
        with self._not_empty:
            while not self._items and (not self._closed):
                self._not_empty.wait()
            if not self._items:
                raise Closed
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def close(self):
        with self._not_full:
            self._closed = True
            self._not_full.notify_all()
            self._not_empty.notify_all()
