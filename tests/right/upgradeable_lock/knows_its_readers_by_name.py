# passes
"""Remembers which threads read and which one upgrades, and says no to strangers as well."""

from threading import Condition, get_ident


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = set()
        self.writer = None
        self.upgrader = None

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(lambda: self.writer is None and self.upgrader is None)
            self.readers.add(get_ident())

    def release_read(self):
        with self.changed:
            if get_ident() not in self.readers:
                raise RuntimeError("this thread is not reading")
            self.readers.remove(get_ident())
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.changed.wait_for(lambda: self.writer is None and not self.readers)
            self.writer = get_ident()

    def release_write(self):
        with self.changed:
            if self.writer != get_ident():
                raise RuntimeError("this thread is not writing")
            self.writer = None
            self.changed.notify_all()

    def upgrade(self):
        with self.changed:
            if get_ident() not in self.readers:
                raise RuntimeError("this thread is not reading")
            if self.upgrader is not None:
                return False
            self.upgrader = get_ident()
            self.changed.wait_for(lambda: self.readers == {get_ident()})
            self.readers.clear()
            self.writer, self.upgrader = self.upgrader, None
            return True
