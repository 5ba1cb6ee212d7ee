# fails: wrong
"""Opens first and takes the name off the tag then: by that time it may be the next one's name."""

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
        self.lock.release()
        self.owner = None

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
