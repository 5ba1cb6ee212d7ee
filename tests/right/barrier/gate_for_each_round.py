# passes
"""Every round has a semaphore of its own, so a quick thread cannot take another's ticket."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self._parties = parties
        self._mutex = Lock()
        self._missing = parties
        self._gate = Semaphore(0)

    def wait(self):
        with self._mutex:
            gate = self._gate
            self._missing -= 1
            last = self._missing == 0
            if last:
                self._missing = self._parties
                self._gate = Semaphore(0)
        if not last:
            gate.acquire()
        elif self._parties > 1:
            gate.release(self._parties - 1)
