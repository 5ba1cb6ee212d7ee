# fails: forbidden
"""Hands all the work to threading.Barrier, which is the very thing to be built."""

import threading


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.barrier = threading.Barrier(parties)

    def wait(self):
        self.barrier.wait()


# mend: A semaphore for each round: the last one opens the gate and puts a new one in its place.
