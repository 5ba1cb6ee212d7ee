# passes
"""Two gates, of which one is always closed; the last one in acts before it opens the first."""

from threading import Lock, Semaphore


class BrokenBarrier(Exception):
    pass


class Barrier:
    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.action = action
        self.mutex = Lock()
        self.inside = 0
        self.first = Semaphore(0)
        self.second = Semaphore(0)
        self.broken = False

    def wait(self):
        with self.mutex:
            if self.broken:
                raise BrokenBarrier
            index = self.inside
            self.inside += 1
            last = self.inside == self.parties
        if last:
            # Outside the mutex, and still alone: all the others are waiting at the gate.
            try:
                if self.action is not None:
                    self.action()
            except Exception:
                self.broken = True
            self.first.release(self.parties)
        self.first.acquire()
        if self.broken:
            raise BrokenBarrier
        with self.mutex:
            self.inside -= 1
            if self.inside == 0:
                self.second.release(self.parties)
        self.second.acquire()
        return index
