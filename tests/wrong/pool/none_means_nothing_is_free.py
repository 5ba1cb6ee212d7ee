# fails: stuck
"""None stands for "nothing there", so a pool that lends None waits for it for ever."""

from threading import Condition


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.changed = Condition()

    def _first(self):
        for place, item in enumerate(self.free):
            if item is not None:
                return self.free.pop(place)
        return None

    def acquire(self):
        with self.changed:
            item = self._first()
            while item is None:
                self.changed.wait()
                item = self._first()
            self.out.add(item)
            return item

    def release(self, item):
        with self.changed:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)
            self.changed.notify()
