# fails: wrong
"""A single turnstile stops the readers for one writer; while it is in, they queue up with the next one."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.turnstile = Lock()
        self.room = Lock()
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


# mend: The first writer who waits closes the turnstile, and the last one to leave opens it.
