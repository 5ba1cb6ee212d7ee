# fails: forbidden
"""Hands all the work to threading.Barrier, which is the very thing to be built."""

import threading


class Barrier:
    def __init__(self, parties):
        self.barrier = threading.Barrier(parties)

    def wait(self):
        self.barrier.wait()


# mend: Count who arrives, and let the last one open a gate that is closed at first.
