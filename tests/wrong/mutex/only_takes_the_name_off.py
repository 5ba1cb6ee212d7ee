# fails: deadlock
"""release() takes the name off the tag and leaves the key where it is."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self._lock = Lock()
        self._owner = None

    def acquire(self):
        self._lock.acquire()
        self._owner = get_ident()

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError("only the owner can release a mutex")
        self._owner = None
        pass

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
