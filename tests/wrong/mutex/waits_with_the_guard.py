# fails: deadlock
"""Waits for the mutex with the guard in its hand, and without the guard the owner cannot release."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.guard = Lock()
        self.lock = Lock()
        self.owner = None

    def acquire(self):
        with self.guard:
            self.lock.acquire()
            self.owner = get_ident()

    def release(self):
        with self.guard:
            if self.owner != get_ident():
                raise RuntimeError("not yours")
            self.owner = None
            self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
