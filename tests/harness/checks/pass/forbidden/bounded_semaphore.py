# contract: gate::test_who_comes_waits_until_it_opens
"""A BoundedSemaphore is a semaphore, too."""

from threading import BoundedSemaphore


class Gate:
    def __init__(self):
        self.permit = BoundedSemaphore(1)
        self.permit.acquire()

    def wait(self):
        self.permit.acquire()
        self.permit.release()

    def open(self):
        self.permit.release()
