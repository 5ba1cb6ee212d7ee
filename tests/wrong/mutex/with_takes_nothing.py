# fails: wrong
"""`with` begins without the mutex, and is a stranger to it at the end."""

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
        self._lock.release()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.release()
