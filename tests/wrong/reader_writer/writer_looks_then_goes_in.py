# fails: wrong
"""The writer sees an empty room, lets go of the lock, and walks in: a reader got there first."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.one_writer = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            while self.writing:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        self.one_writer.acquire()
        with self.changed:
            while self.readers:
                self.changed.wait()
        self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.changed.notify_all()
        self.one_writer.release()
