# passes
"""The holder stands at the head of the line; whoever leaves wakes the one behind with a semaphore."""

from threading import Lock, Semaphore


class FairLock:
    def __init__(self):
        self._guard = Lock()
        self._line = []

    def acquire(self):
        turn = Semaphore(0)
        with self._guard:
            self._line.append(turn)
            if len(self._line) == 1:
                turn.release()
        turn.acquire()

    def release(self):
        with self._guard:
            del self._line[0]
            if self._line:
                self._line[0].release()
