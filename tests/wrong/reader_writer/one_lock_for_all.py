# fails: overserialized
"""Readers take the same lock as writers: nothing goes wrong, and nobody reads together."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.room = Lock()
        self.inside = None

    def acquire_read(self):
        self.room.acquire()
        self.inside = "reader"

    def release_read(self):
        if self.inside != "reader":
            raise RuntimeError("nobody is reading")
        self.inside = None
        self.room.release()

    def acquire_write(self):
        self.room.acquire()
        self.inside = "writer"

    def release_write(self):
        if self.inside != "writer":
            raise RuntimeError("nobody is writing")
        self.inside = None
        self.room.release()


# mend: Count the readers on a Condition; a writer waits until there are none.
