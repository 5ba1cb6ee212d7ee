# fails: wrong
"""notify() when the writer leaves: of three readers who waited for it, one comes in, and the next one later."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.upgrading = False

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
            self.changed.notify()

    def upgrade(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            if self.upgrading:
                return False
            self.upgrading = True
            while self.readers > 1:
                self.changed.wait()
            self.upgrading = False
            self.readers = 0
            self.writing = True
            return True
