# fails: forbidden
"""Hands all the work to threading.Barrier, which is the very thing to be built."""

import threading


class BrokenBarrier(Exception):
    pass


class Barrier:
    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("at least one party")
        self.barrier = threading.Barrier(parties, action)

    def wait(self):
        try:
            return self.barrier.wait()
        except Exception as error:
            raise BrokenBarrier from error


# mend: A Condition, a count and the number of the round; the last one acts and wakes the others.
