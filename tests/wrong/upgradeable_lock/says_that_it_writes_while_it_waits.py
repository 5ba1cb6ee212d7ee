# fails: wrong
"""Sets the writer's flag before the other readers have left: a release_write that must be refused ends it."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            while self.writing:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            while self.writing or self.readers:
                self.changed.wait()
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.changed.notify_all()

    def upgrade(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            if self.writing:
                return False
            self.writing = True
            while self.readers > 1:
                self.changed.wait()
            self.readers = 0
            return True


# mend: Who waits for the others to leave needs a flag of its own.
