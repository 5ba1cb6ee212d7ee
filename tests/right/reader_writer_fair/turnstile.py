# passes
"""The Little Book: whoever waits for the room waits in the turnstile, and nobody gets past."""

from threading import Lock, Semaphore


class ReadWriteLock:
    def __init__(self):
        self.turnstile = Lock()
        self.room = Semaphore(1)
        self.mutex = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.turnstile:
            pass
        with self.mutex:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()

    def release_read(self):
        if self.writing or not self.readers:
            raise RuntimeError("nobody is reading")
        with self.mutex:
            self.readers -= 1
            if not self.readers:
                self.room.release()

    def acquire_write(self):
        with self.turnstile:
            self.room.acquire()
            self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.room.release()
