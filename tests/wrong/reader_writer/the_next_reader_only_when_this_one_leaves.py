# fails: wrong
"""notify() by whoever leaves: of two readers who waited for the writer, the second one waits for the first."""

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
            if not self.readers:
                self.changed.notify()

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
            self.changed.notify()
