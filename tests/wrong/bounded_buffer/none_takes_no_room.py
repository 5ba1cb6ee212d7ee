# fails: wrong
"""Counts the items that are something: any number of None gets in."""

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
            while sum(one is not None for one in self._items) == self._capacity:
                self._not_full.wait()
            self._items.append(item)
            self._not_empty.notify()

    def get(self):
        with self._not_empty:
            while not self._items:
                self._not_empty.wait()
            item = self._items.popleft()
            self._not_full.notify()
            return item
