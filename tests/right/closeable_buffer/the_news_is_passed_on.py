# passes
"""Semaphores: close gives each side one permit, and whoever finds the buffer closed hands it on."""

from collections import deque
from threading import Lock, Semaphore


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.spaces = Semaphore(capacity)
        self.ready = Semaphore(0)
        self.mutex = Lock()
        self.items = deque()
        self.closed = False

    def put(self, item):
        self.spaces.acquire()
        with self.mutex:
            if self.closed:
                self.spaces.release()
                raise Closed
            self.items.append(item)
            self.ready.release()

    def get(self):
        self.ready.acquire()
        with self.mutex:
            if not self.items:
                self.ready.release()
                raise Closed
            self.spaces.release()
            return self.items.popleft()

    def close(self):
        with self.mutex:
            if not self.closed:
                self.closed = True
                self.spaces.release()
                self.ready.release()
