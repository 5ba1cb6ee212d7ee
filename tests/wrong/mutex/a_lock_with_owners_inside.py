# fails: forbidden
"""An RLock knows its owner already; this kata wants to see how that is done."""

from threading import RLock


class Mutex:
    def __init__(self):
        self.lock = RLock()

    def acquire(self):
        self.lock.acquire()

    def release(self):
        self.lock.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()


# mend: A Lock and the identity of its owner: release() compares the two.
