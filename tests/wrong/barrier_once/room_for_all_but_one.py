# fails: wrong
"""Takes places where it should count arrivals: a Semaphore(parties) lets everybody through."""

from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        self.gate = Semaphore(parties)

    def wait(self):
        self.gate.acquire()
