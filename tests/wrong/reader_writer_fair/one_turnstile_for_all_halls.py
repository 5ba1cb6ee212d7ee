# fails: deadlock
"""The turnstile belongs to the class: who waits in it for one hall stands in the way of those who want into another."""

from threading import Lock, Semaphore


class ReadWriteLock:
    turnstile = Semaphore(1)

    def __init__(self):
        self.room = Semaphore(1)
        self.mutex = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.turnstile, self.mutex:
            if self.readers == 0:
                self.room.acquire()
            self.readers += 1

    def release_read(self):
        if self.readers == 0:
            raise RuntimeError("nobody is reading")
        with self.mutex:
            self.readers -= 1
            if self.readers == 0:
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
