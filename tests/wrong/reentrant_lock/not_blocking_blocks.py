# fails: wrong
"""blocking=False is an argument that nobody reads: who only wanted to try has to wait."""

from threading import Condition, get_ident


class ReentrantLock:
    def __init__(self):
        self.free = Condition()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        with self.free:
            if self.owner != get_ident():
                self.free.wait_for(lambda: self.owner is None)
                self.owner = get_ident()
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
