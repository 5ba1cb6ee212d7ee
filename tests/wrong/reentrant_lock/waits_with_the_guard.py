# fails: deadlock
"""Waits for the lock with the guard in its hand, and without the guard the owner cannot release."""

from threading import Lock, Semaphore, get_ident


class ReentrantLock:
    def __init__(self):
        self.guard = Lock()
        self.free = Semaphore(1)
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        with self.guard:
            if self.owner != get_ident():
                if not self.free.acquire(blocking):
                    return False
                self.owner = get_ident()
            self.depth += 1
            return True

    def release(self):
        with self.guard:
            if self.owner != get_ident():
                raise RuntimeError("not yours")
            self.depth -= 1
            if self.depth == 0:
                self.owner = None
                self.free.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()


# mend: Only the owner itself changes the owner, so that acquire needs no guard.
