# fails: deadlock
"""The second waits until the first has finished before it says no; the first waits for the second to leave."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.upgrading = False

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.readers += 1

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing and not self.readers)
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
            if self.upgrading:
                self.changed.wait_for(lambda: not self.upgrading)
                return False
            self.upgrading = True
            self.changed.wait_for(lambda: self.readers == 1)
            self.upgrading = False
            self.readers = 0
            self.writing = True
            return True
