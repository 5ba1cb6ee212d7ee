# fails: wrong
"""release() checks the name and leaves it there: the last owner may open it for the next."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.gate = Lock()
        self.owner = None
        self.taken = False

    def acquire(self):
        self.gate.acquire()
        self.taken = True
        self.owner = get_ident()

    def release(self):
        if self.owner != get_ident():
            raise RuntimeError("not yours")
        if self.taken:
            self.taken = False
            self.gate.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
