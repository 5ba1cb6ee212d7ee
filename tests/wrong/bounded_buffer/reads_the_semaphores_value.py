# fails: forbidden
"""Looks into the private counter of a semaphore to find out how full the buffer is."""

from collections import deque
from threading import Condition, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.spaces = Semaphore(capacity)
        self.items = deque()
        self.changed = Condition()

    def put(self, item):
        with self.changed:
            while self.spaces._value == 0:
                self.changed.wait()
            self.spaces.acquire()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.spaces.release()
            self.changed.notify_all()
            return self.items.popleft()


# mend: The length of the deque and the capacity say how full the buffer is.
