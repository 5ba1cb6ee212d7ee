# fails: busy_wait
"""Nobody ever notifies; the waiters wake by timeout and look again, which is polling too."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            while self.writing:
                self.changed.wait(timeout=0.01)
            self.readers += 1

    def release_read(self):
        with self.changed:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1

    def acquire_write(self):
        with self.changed:
            while self.writing or self.readers:
                self.changed.wait(timeout=0.01)
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
