# fails: deadlock
"""The early ones give the mutex back only after the gate, as they come out; the last one needs it to open the gate."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.missing = parties
        self.gate = Semaphore(0)

    def wait(self):
        self.mutex.acquire()
        self.missing -= 1
        if self.missing == 0:
            self.gate.release(self.parties)
        self.gate.acquire()
        self.mutex.release()
