# fails: stuck
"""Sees that the lock is taken, lets go of the mutex, and joins the line then: nobody is in it when it is freed."""

from collections import deque
from threading import Lock


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
        gate = Lock()
        gate.acquire()
        self.line.append(gate)
        gate.acquire()

    def release(self):
        with self.mutex:
            if self.line:
                self.line.popleft().release()
            else:
                self.taken = False
