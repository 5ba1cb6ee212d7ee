# fails: deadlock
"""upgrade waits its turn behind a writer who came earlier, and that one waits for this very reader."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        self.one_writer = Lock()
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.upgrading = False

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.readers += 1

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        self.one_writer.acquire()
        with self.changed:
            self.changed.wait_for(lambda: not self.readers)
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.changed.notify_all()
        self.one_writer.release()

    def upgrade(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            if self.upgrading:
                return False
            self.upgrading = True
        self.one_writer.acquire()
        with self.changed:
            self.changed.wait_for(lambda: self.readers == 1)
            self.upgrading = False
            self.readers = 0
            self.writing = True
        return True


# mend: Who upgrades still reads, and no writer gets in before it leaves: it needs no place in their line.
