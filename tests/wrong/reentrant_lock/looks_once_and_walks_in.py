# fails: wrong
"""if instead of while: whoever is woken takes the lock, although another was quicker."""

from threading import Condition, get_ident


class ReentrantLock:
    def __init__(self):
        self.free = Condition()
        self.owner = None
        self.depth = 0

    def acquire(self, blocking=True):
        me = get_ident()
        with self.free:
            if self.owner not in (None, me):
                if not blocking:
                    return False
                self.free.wait()
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
