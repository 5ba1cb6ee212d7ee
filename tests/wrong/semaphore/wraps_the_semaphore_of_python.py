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
