# fails: deadlock
"""Waits at its gate with the mutex in hand, which release needs to open the gate."""

from collections import deque
from threading import Lock, Semaphore


class FairLock:
    def __init__(self):
        self.mutex = Lock()
        self.taken = False
        self.line = deque()

    def acquire(self):
        with self.mutex:
            if not self.taken:
                self.taken = True
                return
            gate = Semaphore(0)
            self.line.append(gate)
            gate.acquire()

    def release(self):
        with self.mutex:
            if self.line:
                self.line.popleft().release()
            else:
                self.taken = False
