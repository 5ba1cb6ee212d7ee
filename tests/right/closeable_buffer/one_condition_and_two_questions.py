# passes
"""One condition, wait_for and notify_all: each side says in one line what it waits for."""

import threading


class Closed(RuntimeError):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity <= 0:
            raise ValueError(capacity)
        self.room = capacity
        self.items = []
        self.open = True
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: self.room or not self.open)
            if not self.open:
                raise Closed("put after close")
            self.room -= 1
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items or not self.open)
            if not self.items:
                raise Closed("nothing left")
            self.room += 1
            self.changed.notify_all()
            return self.items.pop(0)

    def close(self):
        with self.changed:
            self.open = False
            self.changed.notify_all()
