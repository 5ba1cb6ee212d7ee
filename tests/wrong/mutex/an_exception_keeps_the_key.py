# fails: deadlock
"""with gives the mutex back only when all went well in the block."""

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

    def __exit__(self, kind, error, traceback):
        if error is None:
            self.release()
