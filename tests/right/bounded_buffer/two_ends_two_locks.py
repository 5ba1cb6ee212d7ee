# passes
"""A lock for each end: producers and consumers never wait for each other's lock."""

from threading import BoundedSemaphore, Lock, Semaphore


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity")
        self._ring = [None] * capacity
        self._in = self._out = 0
        self._in_lock, self._out_lock = Lock(), Lock()
        # Never more than capacity free places: a release too many would be an error.
        self._free = BoundedSemaphore(capacity)
        self._used = Semaphore(0)

    def put(self, item):
        self._free.acquire()
        with self._in_lock:
            self._ring[self._in] = item
            self._in = (self._in + 1) % len(self._ring)
            # Inside the lock: a place is announced only after all the places before it.
            self._used.release()

    def get(self):
        self._used.acquire()
        with self._out_lock:
            item = self._ring[self._out]
            self._out = (self._out + 1) % len(self._ring)
            self._free.release()
        return item
