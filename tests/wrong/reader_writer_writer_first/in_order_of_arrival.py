# fails: wrong
"""Fair, not writers first: a reader who came before the writer also goes before it."""

from collections import deque
from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.line = deque()
        self.readers = 0
        self.writing = False

    def admit(self):
        while self.line and not self.writing:
            kind, gate = self.line[0]
            if kind == "writer" and self.readers:
                return
            self.line.popleft()
            self.readers += kind == "reader"
            self.writing = kind == "writer"
            gate.release()

    def enter(self, kind):
        gate = Lock()
        gate.acquire()
        with self.mutex:
            self.line.append((kind, gate))
            self.admit()
        gate.acquire()

    def acquire_read(self):
        self.enter("reader")

    def release_read(self):
        with self.mutex:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.admit()

    def acquire_write(self):
        self.enter("writer")

    def release_write(self):
        with self.mutex:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.admit()


# mend: Let the first writer in the line go before all readers.
