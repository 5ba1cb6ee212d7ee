# fails: forbidden
"""An RLock with another name on it."""

from threading import RLock


class ReentrantLock:
    def __init__(self):
        self.lock = RLock()

    def acquire(self, blocking=True):
        return self.lock.acquire(blocking)

    def release(self):
        self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()


# mend: A Lock, its owner and a depth: only the first acquire and the last release touch the lock.
