# fails: wrong
"""Each reader who leaves opens the room for the writers, though others are still reading."""

from threading import Lock, Semaphore


class ReadWriteLock:
    def __init__(self):
        self.room = Semaphore(1)
        self.mutex = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.mutex:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()

    def release_read(self):
        if self.writing or self.readers == 0:
            raise RuntimeError("nobody is reading")
        with self.mutex:
            self.readers -= 1
        self.room.release()

    def acquire_write(self):
        self.room.acquire()
        self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.room.release()
