# fails: deadlock
"""The depth goes up before the lock is taken: whoever waits makes the owner's depth grow."""

from threading import Lock, get_ident


class ReentrantLock:
    def __init__(self):
        self.lock = Lock()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        self.depth += 1
        if self.owner == get_ident():
            return True
        if not self.lock.acquire(blocking):
            self.depth -= 1
            return False
        self.owner = get_ident()
        self.depth = 1
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

    def __exit__(self, *error):
        self.release()
