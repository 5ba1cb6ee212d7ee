# fails: deadlock
"""The error is raised between acquire and release of the guard, and after it nobody moves again."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.guard = Lock()
        self.lock = Lock()
        self.owner = None

    def acquire(self):
        self.lock.acquire()
        self.guard.acquire()
        self.owner = get_ident()
        self.guard.release()

    def release(self):
        self.guard.acquire()
        if self.owner != get_ident():
            raise RuntimeError("not yours")
        self.owner = None
        self.guard.release()
        self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
