# fails: overserialized
"""The turnstile that should only order the arrivals is held while reading: one reader a time."""

from threading import Lock, Semaphore


class ReadWriteLock:
    def __init__(self):
        self.turnstile = Semaphore(1)
        self.mutex = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        self.turnstile.acquire()
        with self.mutex:
            self.readers += 1

    def release_read(self):
        with self.mutex:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
        self.turnstile.release()

    def acquire_write(self):
        self.turnstile.acquire()
        self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.turnstile.release()


# mend: The first reader closes the turnstile for the writers, and the last one opens it.
