# fails: wrong
"""A semaphore wakes the one who waits longest, and gives the permit to anybody who comes before that one is awake."""

from threading import Semaphore


class FairLock:
    def __init__(self):
        self.permit = Semaphore(1)

    def acquire(self):
        self.permit.acquire()

    def release(self):
        self.permit.release()


# mend: Draw a number and wait for it on a Condition; release() shows the next one.
