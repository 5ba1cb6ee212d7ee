# fails: stuck
"""The exit belongs to the class: somebody leaves with the ticket of another group, who then has one too few."""

from threading import Lock, Semaphore


class Barrier:
    exit = Semaphore(0)

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("nobody would come")
        self.parties = parties
        self.mutex = Lock()
        self.entrance = Semaphore(0)
        self.inside = 0

    def wait(self):
        with self.mutex:
            self.inside += 1
            if self.inside == self.parties:
                self.entrance.release(self.parties)
        self.entrance.acquire()
        with self.mutex:
            self.inside -= 1
            if self.inside == 0:
                self.exit.release(self.parties)
        self.exit.acquire()
