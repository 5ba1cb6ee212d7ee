# fails: deadlock
"""The owner and the depth belong to the class: who owns one lock walks through every other door as well."""

from threading import Lock, get_ident


class ReentrantLock:
    owner = None
    depth = 0

    def __init__(self):
        self.lock = Lock()

    def acquire(self, blocking=True):
        if ReentrantLock.owner == get_ident():
            ReentrantLock.depth += 1
            return True
        if not self.lock.acquire(blocking):
            return False
        ReentrantLock.owner = get_ident()
        ReentrantLock.depth = 1
        return True

    def release(self):
        if ReentrantLock.owner != get_ident():
            raise RuntimeError("not yours")
        ReentrantLock.depth -= 1
        if ReentrantLock.depth == 0:
            ReentrantLock.owner = None
            self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
