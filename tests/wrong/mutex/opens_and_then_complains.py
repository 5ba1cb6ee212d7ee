# fails: wrong
"""The stranger gets the error, and the mutex is open all the same."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.lock = Lock()
        self.owner = None

    def acquire(self):
        self.lock.acquire()
        self.owner = get_ident()

    def release(self):
        owner, self.owner = self.owner, None
        self.lock.release()
        if owner != get_ident():
            raise RuntimeError("not yours")

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
