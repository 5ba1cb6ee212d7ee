# fails: wrong
"""Refuses to release what is free, and does not ask who it is that releases."""

from threading import Lock


class Mutex:
    def __init__(self):
        self.lock = Lock()
        self.taken = False

    def acquire(self):
        self.lock.acquire()
        self.taken = True

    def release(self):
        if not self.taken:
            raise RuntimeError("nobody has it")
        self.taken = False
        self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
