# passes
"""A dictionary from thread to depth: who is in it is inside, and only one ever is."""

from threading import Lock, get_ident


class ReentrantLock:
    __slots__ = ("_depths", "_lock")

    def __init__(self):
        self._lock = Lock()
        self._depths = {}

    def acquire(self, blocking=True):
        depth = self._depths.get(get_ident(), 0)
        if depth or self._lock.acquire(blocking):
            self._depths[get_ident()] = depth + 1
            return True
        return False

    def release(self):
        try:
            depth = self._depths.pop(get_ident())
        except KeyError:
            raise RuntimeError("this thread has not acquired the lock") from None
        if depth > 1:
            self._depths[get_ident()] = depth - 1
        else:
            self._lock.release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()
