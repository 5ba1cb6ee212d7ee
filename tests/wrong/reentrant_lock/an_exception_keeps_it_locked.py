# fails: deadlock
"""A block that ends with an exception does not give back what it took."""

from threading import Lock, get_ident


class ReentrantLock:
    def __init__(self):
        self.lock = Lock()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        if self.owner != get_ident():
            if not self.lock.acquire(blocking):
                return False
            self.owner = get_ident()
        self.depth += 1
        return True

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

    def __exit__(self, kind, error, traceback):
        if kind is None:
            self.release()
