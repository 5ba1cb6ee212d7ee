# fails: overserialized
"""A reader holds the turnstile as long as it reads: nobody starves, and nobody reads together."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.turnstile = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        self.turnstile.acquire()
        self.readers += 1

    def release_read(self):
        if not self.readers:
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


# mend: The first reader closes a room for the writers, and the last one opens it; the turnstile only orders.
