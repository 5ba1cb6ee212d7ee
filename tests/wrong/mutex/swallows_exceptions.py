# fails: wrong
"""The end of with returns a true value, and the exception of the block is gone."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.lock = Lock()
        self.owner = None

    def acquire(self):
        self.lock.acquire()
        self.owner = get_ident()

    def release(self):
        if self.owner != get_ident():
            raise RuntimeError("not yours")
        self.owner = None
        self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
        return True
