# fails: stuck
"""Tickets for the others only, but the last one waits at the gate as well and takes one of them."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.gate = Semaphore(0)

    def wait(self):
        with self.mutex:
            self.arrived += 1
            if self.arrived == self.parties and self.parties > 1:
                self.gate.release(self.parties - 1)
        if self.parties > 1:
            self.gate.acquire()
