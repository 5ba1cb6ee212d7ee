# contract: gate::test_who_comes_waits_until_it_opens
# facts: ForbiddenUse threading.Lock
"""A lock where semaphores alone are allowed."""

from threading import Lock, Semaphore


class Gate:
    def __init__(self):
        self.mutex = Lock()
        self.permits = Semaphore(0)

    def wait(self):
        self.permits.acquire()
        with self.mutex:
            self.permits.release()

    def open(self):
        with self.mutex:
            self.permits.release()
