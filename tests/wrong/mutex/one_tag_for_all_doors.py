# fails: wrong
"""The tag belongs to the class: whoever takes another mutex wipes off the name on this one."""

from threading import Lock, get_ident


class Mutex:
    _owner = None

    def __init__(self):
        self._lock = Lock()

    def acquire(self):
        self._lock.acquire()
        Mutex._owner = get_ident()

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError("only the owner can release a mutex")
        Mutex._owner = None
        self._lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
