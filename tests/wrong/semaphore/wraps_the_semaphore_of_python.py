# fails: forbidden
"""Hands all the work to threading.Semaphore, which is the very thing to be built."""

import threading


class Semaphore:
    def __init__(self, permits):
        self.semaphore = threading.Semaphore(permits)

    def acquire(self, blocking=True, timeout=None):
        return self.semaphore.acquire(blocking, timeout if blocking else None)

    def release(self):
        self.semaphore.release()


# mend: A count, and a Condition to wait on while it is 0.
