# fails: overserialized
"""The sign moves on when somebody leaves, not when they are in: every reader waits for the one before."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.next_ticket = 0
        self.serving = 0

    def draw(self):
        ticket = self.next_ticket
        self.next_ticket += 1
        return ticket

    def acquire_read(self):
        with self.changed:
            ticket = self.draw()
            while self.serving != ticket or self.writing:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.serving += 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            ticket = self.draw()
            while self.serving != ticket or self.writing or self.readers:
                self.changed.wait()
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.serving += 1
            self.changed.notify_all()
