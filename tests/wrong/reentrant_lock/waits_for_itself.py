# fails: deadlock
"""A plain lock: whoever has it and asks again waits for itself."""

from threading import Lock, get_ident


class ReentrantLock:
    def __init__(self):
        self.lock = Lock()
        self.owner = None

    def acquire(self, blocking=True):
        if not self.lock.acquire(blocking):
            return False
        self.owner = get_ident()
        return True

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


# mend: Only the first acquire and the last release touch the lock: count in between.
