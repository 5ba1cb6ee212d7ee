# passes
"""A ring with a binary semaphore for each end: producers and consumers never meet."""

from threading import BoundedSemaphore, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity")
        self._ring = [None] * capacity
        self._in = self._out = 0
        self._in_end, self._out_end = BoundedSemaphore(), BoundedSemaphore()
        self._free = BoundedSemaphore(capacity)
        self._used = Semaphore(0)

    def put(self, item):
        with self._in_end:
            # Waiting at the end of the producers is fine: who makes room needs the other end.
            self._free.acquire()
            self._ring[self._in] = item
            self._in = (self._in + 1) % len(self._ring)
            self._used.release()

    def get(self):
        with self._out_end:
            self._used.acquire()
            item = self._ring[self._out]
            self._out = (self._out + 1) % len(self._ring)
            self._free.release()
            return item
