# fails: wrong
"""A ticket for everybody, but one gate for all rounds: a quick thread takes a slow one's ticket."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(0)

    def wait(self):
        with self.mutex:
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.gate.release(self.parties)
        self.gate.acquire()


# mend: A new gate for each round: a quick thread then waits at another one than a slow thread.
