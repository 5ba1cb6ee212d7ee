# passes
"""The first one leads: it takes a permit for each arrival, then gives one to each of the others."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.others = parties - 1
        self.leader = Lock()
        self.here = Semaphore(0)
        self.go = Semaphore(0)

    def wait(self):
        if self.leader.acquire(blocking=False):
            for _ in range(self.others):
                self.here.acquire()
            for _ in range(self.others):
                self.go.release()
        else:
            self.here.release()
            self.go.acquire()
