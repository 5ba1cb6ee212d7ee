# fails: wrong
"""Without blocking, it looks only whether the lock is free, and turns its own owner away."""

from threading import Condition, get_ident


class ReentrantLock:
    def __init__(self):
        self.free = Condition()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        me = get_ident()
        with self.free:
            if not blocking and self.owner is not None:
                return False
            self.free.wait_for(lambda: self.owner in (None, me))
            self.owner = me
            self.depth += 1
            return True

    def release(self):
        with self.free:
            if self.owner != get_ident():
                raise RuntimeError("not yours")
            self.depth -= 1
            if self.depth == 0:
                self.owner = None
                self.free.notify()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
