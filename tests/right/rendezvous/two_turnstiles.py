# passes
"""A reusable barrier for two: in through one gate, out through the other."""

from threading import Semaphore


class _Gate:
    """Lets nobody through before all have come to it."""

    def __init__(self, parties):
        self.parties = parties
        self.mutex = Semaphore(1)
        self.tickets = Semaphore(0)
        self.waiting = 0

    def pass_through(self):
        with self.mutex:
            self.waiting += 1
            if self.waiting == self.parties:
                self.waiting = 0
                self.tickets.release(self.parties)
        self.tickets.acquire()


class Rendezvous:
    def __init__(self):
        self.gates = _Gate(2), _Gate(2)

    def meet(self, side):
        for gate in self.gates:
            gate.pass_through()
