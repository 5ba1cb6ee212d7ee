# passes
"""Two bounded semaphores that are empty from the start; a clearance is asked for and given twice."""

from threading import BoundedSemaphore


def empty():
    semaphore = BoundedSemaphore(2)
    semaphore.acquire()
    semaphore.acquire()
    return semaphore


class Rendezvous:
    def __init__(self):
        self.arrivals = {0: empty(), 1: empty()}

    def meet(self, side):
        mine, theirs = self.arrivals[side], self.arrivals[not side]
        mine.release()
        # At most one round ahead, so never more than two permits in one semaphore.
        if not theirs.acquire(timeout=None):
            raise AssertionError("cannot happen without a time-out")
