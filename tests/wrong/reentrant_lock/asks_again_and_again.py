# fails: busy_wait
"""Asks whether the lock is free, and asks again, as long as it is not."""

from threading import Lock, get_ident


class ReentrantLock:
    def __init__(self):
        self.guard = Lock()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        me = get_ident()
        while True:
            with self.guard:
                if self.owner in (None, me):
                    self.owner = me
                    self.depth += 1
                    return True
            if not blocking:
                return False

    def release(self):
        with self.guard:
            if self.owner != get_ident():
                raise RuntimeError("not yours")
            self.depth -= 1
            if self.depth == 0:
                self.owner = None

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()


# mend: A Condition in place of the guard lets a thread wait until the owner is gone.
