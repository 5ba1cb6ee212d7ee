# fails: wrong
"""The line is a stack: who came last is served first."""

from threading import Lock


class FairLock:
    def __init__(self):
        self.mutex = Lock()
        self.taken = False
        self.line = []

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
                self.line.pop().release()
            else:
                self.taken = False
