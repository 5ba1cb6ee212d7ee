# fails: busy_wait
"""The reader sleeps and looks again while a writer waits: it polls instead of waiting."""

import time
from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.waiting = 0

    def acquire_read(self):
        while True:
            with self.changed:
                if not self.writing and not self.waiting:
                    self.readers += 1
                    return
            time.sleep(0.001)

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.waiting += 1
            self.changed.wait_for(lambda: not self.writing and not self.readers)
            self.waiting -= 1
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.changed.notify_all()
