# fails: deadlock
"""upgrade is an acquire_write that keeps the read: it waits for all readers to leave, itself among them."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.room = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.mutex:
            if not self.readers:
                self.room.acquire()
            self.readers += 1

    def release_read(self):
        if not self.readers:
            raise RuntimeError("nobody is reading")
        with self.mutex:
            self.readers -= 1
            if not self.readers:
                self.room.release()

    def acquire_write(self):
        self.room.acquire()
        self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.room.release()

    def upgrade(self):
        if not self.readers:
            raise RuntimeError("nobody is reading")
        self.acquire_write()
        with self.mutex:
            self.readers -= 1
        return True
