# fails: wrong
"""A release of a free lock does nothing, and so nobody learns of the mistake."""

from threading import Lock, get_ident


class ReentrantLock:
    def __init__(self):
        self._lock = Lock()
        self._owner = None
        self._depth = 0

    def acquire(self, blocking=True):
        if self._owner == get_ident():
            self._depth += 1
            return True
        if not self._lock.acquire(blocking):
            return False
        self._owner = get_ident()
        self._depth = 1
        return True

    def release(self):
        if self._owner is None:
            return
        if self._owner != get_ident():
            raise RuntimeError("only the owner can release a reentrant lock")
        self._depth -= 1
        if self._depth == 0:
            self._owner = None
            self._lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
