# fails: wrong
"""Lends the place of the item in the list instead of the item."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self._in = list(items)
        self._out = set()
        self._came_back = Condition()

    def acquire(self):
        with self._came_back:
            while not self._in:
                self._came_back.wait()
            item = self._in.pop()
            self._out.add(item)
            return len(self._in)

    def release(self, item):
        with self._came_back:
            if item not in self._out:
                raise ValueError(f"{item!r} is not out")
            self._out.remove(item)
            self._in.append(item)
            self._came_back.notify()
