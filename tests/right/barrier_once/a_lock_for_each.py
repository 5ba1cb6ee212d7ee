# passes
"""Whoever is early parks on a lock of its own; the last one opens them all."""

from threading import Lock


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.early = []

    def wait(self):
        mine = Lock()
        mine.acquire()
        with self.mutex:
            self.early.append(mine)
            if len(self.early) == self.parties:
                for lock in self.early:
                    lock.release()
        mine.acquire()
