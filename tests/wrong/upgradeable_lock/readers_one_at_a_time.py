# fails: wrong
"""One lock for readers and writers: then an upgrade is easy, and nobody ever reads together."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.room = Lock()
        self.inside = None

    def acquire_read(self):
        self.room.acquire()
        self.inside = "reader"

    def acquire_write(self):
        self.room.acquire()
        self.inside = "writer"

    def leave(self, kind):
        if self.inside != kind:
            raise RuntimeError(f"there is no {kind} inside")
        self.inside = None
        self.room.release()

    def release_read(self):
        self.leave("reader")

    def release_write(self):
        self.leave("writer")

    def upgrade(self):
        if self.inside != "reader":
            raise RuntimeError("nobody is reading")
        self.inside = "writer"
        return True
