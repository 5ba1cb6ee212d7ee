# fails: wrong
"""A writer keeps out of the readers' way and forgets that there may be another writer."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writers = 0

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(lambda: self.writers == 0)
            self.readers += 1

    def release_read(self):
        with self.changed:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.changed.wait_for(lambda: self.readers == 0)
            self.writers += 1

    def release_write(self):
        with self.changed:
            if self.writers == 0:
                raise RuntimeError("nobody is writing")
            self.writers -= 1
            self.changed.notify_all()
