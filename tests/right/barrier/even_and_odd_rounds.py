# passes
"""Two semaphores in turn, for the even and the odd rounds: two rounds on nobody can be late."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.mutex = Lock()
        self.arrived = 0
        self.round = 0
        self.gates = (Semaphore(0), Semaphore(0))

    def wait(self):
        with self.mutex:
            gate = self.gates[self.round % 2]
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.round += 1
                gate.release(self.parties)
        # A ticket of this round is the only way into the next one, and the gate is used again
        # only in the round after that: by then every ticket has been taken.
        gate.acquire()
