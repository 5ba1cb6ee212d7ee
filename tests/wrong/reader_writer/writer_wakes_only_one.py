# fails: wrong
"""notify() when the writer leaves: of two readers who could come in, one sits on for ever."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        lock = Lock()
        self.readers_may = Condition(lock)
        self.writers_may = Condition(lock)
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.readers_may:
            while self.writing:
                self.readers_may.wait()
            self.readers += 1

    def release_read(self):
        with self.writers_may:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if self.readers == 0:
                self.writers_may.notify()

    def acquire_write(self):
        with self.writers_may:
            while self.writing or self.readers:
                self.writers_may.wait()
            self.writing = True

    def release_write(self):
        with self.writers_may:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.writers_may.notify()
            self.readers_may.notify()
