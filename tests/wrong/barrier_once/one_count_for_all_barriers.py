# fails: wrong
"""The count and the gate belong to the class: two who wait at different barriers meet."""

from threading import Lock, Semaphore


class Barrier:
    mutex = Lock()
    arrived = 0
    gate = Semaphore(0)

    def __init__(self, parties):
        self.parties = parties

    def wait(self):
        with Barrier.mutex:
            Barrier.arrived += 1
            if Barrier.arrived == self.parties:
                Barrier.arrived = 0
                Barrier.gate.release(self.parties)
        Barrier.gate.acquire()
