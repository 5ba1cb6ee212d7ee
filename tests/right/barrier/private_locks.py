# passes
"""Whoever is early parks on a lock of its own; the last one opens them all."""

from threading import Lock


class Barrier:
    def __init__(self, parties):
        if parties <= 0:
            raise ValueError(parties)
        self.parties = parties
        self.mutex = Lock()
        self.early = []

    def wait(self):
        self.mutex.acquire()
        if len(self.early) == self.parties - 1:
            early, self.early = self.early, []
            self.mutex.release()
            for gate in early:
                gate.release()
        else:
            gate = Lock()
            gate.acquire()
            self.early.append(gate)
            self.mutex.release()
            gate.acquire()
