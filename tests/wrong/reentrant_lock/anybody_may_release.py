# fails: wrong
"""Counts how deep it is locked and does not ask who it is that unlocks."""

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
        if self.depth == 0:
            raise RuntimeError("nobody has it")
        self.depth -= 1
        if self.depth == 0:
            self.owner = None
            self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
