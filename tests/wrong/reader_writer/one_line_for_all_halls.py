# fails: wrong
"""The line of those who wait is a default argument, made once: who waits at one lock is first in line at another."""

from collections import deque
from threading import Lock, Semaphore


class ReadWriteLock:
    def __init__(self, line=deque()):
        self.mutex = Lock()
        self.line = line
        self.inside = 0

    def admit(self):
        """Let those in who are first in line: as many readers as there are, or one writer."""
        while self.line:
            kind, gate = self.line[0]
            if self.inside < 0 or (kind == "writer" and self.inside):
                return
            self.inside = -1 if kind == "writer" else self.inside + 1
            self.line.popleft()
            gate.release()

    def enter(self, kind):
        gate = Semaphore(0)
        with self.mutex:
            self.line.append((kind, gate))
            self.admit()
        gate.acquire()

    def acquire_read(self):
        self.enter("reader")

    def acquire_write(self):
        self.enter("writer")

    def release_read(self):
        with self.mutex:
            if self.inside < 1:
                raise RuntimeError("nobody is reading")
            self.inside -= 1
            self.admit()

    def release_write(self):
        with self.mutex:
            if self.inside >= 0:
                raise RuntimeError("nobody is writing")
            self.inside = 0
            self.admit()
