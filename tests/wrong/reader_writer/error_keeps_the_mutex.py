# fails: deadlock
"""The RuntimeError leaves with the mutex still locked: the next call waits for nobody."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.readers += 1

    def release_read(self):
        self.changed.acquire()
        if self.readers == 0:
            raise RuntimeError("nobody is reading")
        self.readers -= 1
        self.changed.notify_all()
        self.changed.release()

    def acquire_write(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing and self.readers == 0)
            self.writing = True

    def release_write(self):
        self.changed.acquire()
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.changed.notify_all()
        self.changed.release()
