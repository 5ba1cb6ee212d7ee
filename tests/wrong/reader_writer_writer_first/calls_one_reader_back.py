# fails: wrong
"""notify() when the last writer leaves: of two readers who could come in, one waits on."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        lock = Lock()
        self.readers_may = Condition(lock)
        self.writers_may = Condition(lock)
        self.readers = 0
        self.writing = False
        self.waiting = 0

    def acquire_read(self):
        with self.readers_may:
            while self.writing or self.waiting:
                self.readers_may.wait()
            self.readers += 1

    def release_read(self):
        with self.writers_may:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if not self.readers:
                self.writers_may.notify()

    def acquire_write(self):
        with self.writers_may:
            self.waiting += 1
            while self.writing or self.readers:
                self.writers_may.wait()
            self.waiting -= 1
            self.writing = True

    def release_write(self):
        with self.writers_may:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            if self.waiting:
                self.writers_may.notify()
            else:
                self.readers_may.notify()
