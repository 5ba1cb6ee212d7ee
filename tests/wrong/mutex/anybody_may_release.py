# fails: wrong
"""A plain lock under another name: it opens for everybody who says release."""

from threading import Lock


class Mutex:
    def __init__(self):
        self.lock = Lock()

    def acquire(self):
        self.lock.acquire()

    def release(self):
        self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
