# fails: wrong
"""Takes places where it should count arrivals: a Semaphore(parties) lets everybody through."""

from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        self.gate = Semaphore(parties)

    def wait(self):
        self.gate.acquire()


# mend: Count who arrives, and let the last one open a gate that is closed at first.
