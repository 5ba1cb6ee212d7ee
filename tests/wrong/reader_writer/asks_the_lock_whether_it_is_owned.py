# fails: forbidden
"""Calls the private _is_owned() of a Condition to find out who is inside."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0

    def acquire_read(self):
        with self.changed:
            self.readers += 1

    def release_read(self):
        if self.changed._is_owned():
            raise RuntimeError("the caller is writing, not reading")
        with self.changed:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        self.changed.acquire()
        while self.readers:
            self.changed.wait()

    def release_write(self):
        if not self.changed._is_owned():
            raise RuntimeError("the caller is not writing")
        self.changed.release()


# mend: A flag of your own says whether somebody writes.
