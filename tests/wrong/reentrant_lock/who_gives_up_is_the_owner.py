# fails: wrong
"""Writes its name before it knows whether it got the lock, and does not take it back."""

from threading import Lock, get_ident


class ReentrantLock:
    def __init__(self):
        self.lock = Lock()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        if self.owner == get_ident():
            self.depth += 1
            return True
        got = self.lock.acquire(blocking)
        self.owner = get_ident()
        if got:
            self.depth = 1
        return got

    def release(self):
        if self.owner != get_ident():
            raise RuntimeError("not yours")
        self.depth -= 1
        if self.depth == 0:
            self.owner = None
            self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
