# passes
"""The last one releases a ticket for each of the others and does not wait itself."""

from threading import Lock, Semaphore


class Barrier:
    def __init__(self, parties):
        self._others = parties - 1
        self._mutex = Lock()
        self._early = 0
        self._gate = Semaphore(0)

    def wait(self):
        with self._mutex:
            if self._early < self._others:
                self._early += 1
                last = False
            else:
                last = True
        if not last:
            self._gate.acquire()
        elif self._others:
            self._gate.release(self._others)
