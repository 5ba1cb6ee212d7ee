# fails: wrong
"""Keeps a dict from item to item, so that none can come twice: an equal one is lost, and a list is no key."""

from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._places = Semaphore(capacity)
        self._ready = Semaphore(0)
        self._items = {}
        self._mutex = Lock()

    def put(self, item):
        self._places.acquire()
        with self._mutex:
            self._items[item] = item
        self._ready.release()

    def get(self):
        self._ready.acquire()
        with self._mutex:
            item = self._items.pop(next(iter(self._items)))
        self._places.release()
        return item
