# fails: wrong
"""Keeps a dict from item to item, so that none can come twice: an equal one is lost, and a list is no key."""

from threading import Condition, Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._capacity = capacity
        self._items = {}
        lock = Lock()
        self._not_full = Condition(lock)
        self._not_empty = Condition(lock)

    def put(self, item):
        with self._not_full:
            while len(self._items) == self._capacity:
                self._not_full.wait()
            self._items[item] = item
            self._not_empty.notify()

    def get(self):
        with self._not_empty:
            while not self._items:
                self._not_empty.wait()
            item = self._items.pop(next(iter(self._items)))
            self._not_full.notify()
            return item
