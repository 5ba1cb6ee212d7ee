# fails: wrong
"""A release by the wrong thread does nothing, and so nobody learns of the mistake."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.lock = Lock()
        self.owner = None

    def acquire(self):
        self.lock.acquire()
        self.owner = get_ident()

    def release(self):
        if self.owner == get_ident():
            self.owner = None
            self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
