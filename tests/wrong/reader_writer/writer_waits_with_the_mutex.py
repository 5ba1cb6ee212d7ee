# fails: deadlock
"""The writer waits for the readers with the mutex in its hand, which they need to leave."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.room = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.mutex:
            if self.readers == 0:
                self.room.acquire()
            self.readers += 1

    def release_read(self):
        if self.writing:
            raise RuntimeError("nobody is reading")
        with self.mutex:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if self.readers == 0:
                self.room.release()

    def acquire_write(self):
        with self.mutex:
            self.room.acquire()
            self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.room.release()
