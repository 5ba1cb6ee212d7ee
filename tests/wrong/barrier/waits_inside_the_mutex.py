# fails: deadlock
"""Waits at the gate with the mutex in its hand: nobody else can come in and be counted."""

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
            gate = self.gate
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.gate = Semaphore(0)
                gate.release(self.parties)
            gate.acquire()
