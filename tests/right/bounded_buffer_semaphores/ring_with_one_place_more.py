# passes
"""A ring that is never quite full and forgets nothing: what was taken stays in it until overwritten."""

from threading import Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity <= 0:
            raise ValueError(f"capacity must be positive, not {capacity}")
        self.ring = [None] * (capacity + 1)
        self.head = 0
        self.tail = 0
        self.mutex = Lock()
        self.spaces = Semaphore(len(self.ring) - 1)
        self.items = Semaphore(0)

    def after(self, index):
        return (index + 1) % len(self.ring)

    def put(self, item):
        self.spaces.acquire()
        with self.mutex:
            self.ring[self.tail] = item
            self.tail = self.after(self.tail)
            self.items.release()

    def get(self):
        self.items.acquire()
        with self.mutex:
            try:
                return self.ring[self.head]
            finally:
                self.head = self.after(self.head)
                self.spaces.release()
