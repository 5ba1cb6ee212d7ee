# passes
"""Counts under a mutex and semaphores to sleep on: whoever leaves gives out exactly the permits it may."""

from threading import Lock, Semaphore


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.readers = self.readers_waiting = 0
        self.writers_waiting = 0
        self.writing = False
        self.readers_go = Semaphore(0)
        self.writers_go = Semaphore(0)

    def acquire_read(self):
        with self.mutex:
            wait = self.writing or self.writers_waiting > 0
            if wait:
                self.readers_waiting += 1
            else:
                self.readers += 1
        if wait:
            self.readers_go.acquire()

    def acquire_write(self):
        with self.mutex:
            wait = self.writing or self.readers > 0
            if wait:
                self.writers_waiting += 1
            else:
                self.writing = True
        if wait:
            self.writers_go.acquire()

    def hand_over(self):
        if self.writers_waiting:
            self.writers_waiting -= 1
            self.writing = True
            self.writers_go.release()
        elif self.readers_waiting:
            self.readers, self.readers_waiting = self.readers_waiting, 0
            self.readers_go.release(self.readers)

    def release_read(self):
        with self.mutex:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if self.readers == 0:
                self.hand_over()

    def release_write(self):
        with self.mutex:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.hand_over()
