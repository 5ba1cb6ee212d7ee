# fails: stuck
"""The gates belong to the class: a group that is complete opens the gate of another one, too."""

from threading import Lock, Semaphore


class Barrier:
    entrance = Semaphore(0)
    exit = Semaphore(0)

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("nobody would come")
        self.parties = parties
        self.mutex = Lock()
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
