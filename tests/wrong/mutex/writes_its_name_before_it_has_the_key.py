# fails: wrong
"""Whoever waits has put its name on the tag already, and the owner is a stranger to its own mutex."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.lock = Lock()
        self.owner = None

    def acquire(self):
        self.owner = get_ident()
        self.lock.acquire()

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
