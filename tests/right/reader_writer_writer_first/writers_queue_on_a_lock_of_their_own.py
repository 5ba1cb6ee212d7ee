# passes
"""Writers are counted, then take turns on a lock; only the one who has it waits for the readers."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        self.turn = Lock()
        self.changed = Condition()
        self.readers = 0
        self.writers = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            while self.writers:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if not self.readers:
                self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.writers += 1
        self.turn.acquire()
        with self.changed:
            while self.readers:
                self.changed.wait()
        self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.turn.release()
        with self.changed:
            self.writers -= 1
            if not self.writers:
                self.changed.notify_all()
