# fails: busy_wait
"""Looks, sleeps, looks again: right in the end, but it polls instead of waiting."""

import time
from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        while True:
            with self.mutex:
                if not self.writing:
                    self.readers += 1
                    return
            time.sleep(0.001)

    def release_read(self):
        with self.mutex:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1

    def acquire_write(self):
        while True:
            with self.mutex:
                if not self.writing and self.readers == 0:
                    self.writing = True
                    return
            time.sleep(0.001)

    def release_write(self):
        with self.mutex:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False


# mend: A Condition in place of the mutex wakes those who wait.
