# fails: forbidden
"""A fair line, but its people wait on Events, which are not among the tools of this kata."""

from collections import deque
from threading import Event, Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.line = deque()
        self.readers = 0
        self.writing = False

    def admit(self):
        while self.line and not self.writing:
            kind, turn = self.line[0]
            if kind == "writer" and self.readers:
                return
            self.line.popleft()
            self.readers += kind == "reader"
            self.writing = kind == "writer"
            turn.set()

    def enter(self, kind):
        turn = Event()
        with self.mutex:
            self.line.append((kind, turn))
            self.admit()
        turn.wait()

    def acquire_read(self):
        self.enter("reader")

    def acquire_write(self):
        self.enter("writer")

    def release_read(self):
        with self.mutex:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.admit()

    def release_write(self):
        with self.mutex:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.admit()


# mend: A semaphore that begins at 0 does what the event does.
