# fails: busy_wait
"""Looks, and looks again, until an item is there."""

from threading import Lock


class Pool:
    def __init__(self, items):
        self.free = list(items)
        self.out = set()
        self.lock = Lock()

    def acquire(self):
        while True:
            with self.lock:
                if self.free:
                    item = self.free.pop()
                    self.out.add(item)
                    return item

    def release(self, item):
        with self.lock:
            if item not in self.out:
                raise ValueError("not out")
            self.out.remove(item)
            self.free.append(item)


# mend: A Condition in place of the lock wakes a thread when an item comes back.
