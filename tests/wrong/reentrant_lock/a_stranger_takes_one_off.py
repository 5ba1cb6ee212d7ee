# fails: wrong
"""Takes one off the depth, and only then asks whose it was."""

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
        if not self.lock.acquire(blocking):
            return False
        self.owner = get_ident()
        self.depth = 1
        return True

    def release(self):
        self.depth -= 1
        if self.owner != get_ident():
            raise RuntimeError("not yours")
        if self.depth <= 0:
            self.owner = None
            self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
