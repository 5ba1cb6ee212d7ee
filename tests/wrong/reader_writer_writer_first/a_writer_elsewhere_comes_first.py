# fails: stuck
"""The count of waiting writers belongs to the class: one who waits at another lock keeps readers out of this one."""

from threading import Condition, Lock


class ReadWriteLock:
    waiting = 0

    def __init__(self):
        lock = Lock()
        self.readers_may = Condition(lock)
        self.writers_may = Condition(lock)
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.readers_may:
            while self.writing or self.waiting:
                self.readers_may.wait()
            self.readers += 1

    def release_read(self):
        with self.readers_may:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if not self.readers:
                self.call_next()

    def acquire_write(self):
        with self.writers_may:
            ReadWriteLock.waiting += 1
            while self.writing or self.readers:
                self.writers_may.wait()
            ReadWriteLock.waiting -= 1
            self.writing = True

    def release_write(self):
        with self.writers_may:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.call_next()

    def call_next(self):
        if self.waiting:
            self.writers_may.notify()
        else:
            self.readers_may.notify_all()
