# fails: forbidden
"""Whoever upgrades waits on an Event, which is not among the tools of this kata."""

from threading import Condition, Event


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.upgrading = False
        self.alone = Event()

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.readers += 1

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if self.readers == 1 and self.upgrading:
                self.alone.set()
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.changed.notify_all()

    def upgrade(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            if self.upgrading:
                return False
            self.upgrading = True
            self.alone.clear()
            if self.readers == 1:
                self.alone.set()
        self.alone.wait()
        with self.changed:
            self.upgrading = False
            self.readers = 0
            self.writing = True
            return True


# mend: Wait on the condition: every reader who leaves notifies it already.
