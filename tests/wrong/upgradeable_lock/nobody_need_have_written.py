# fails: wrong
"""Takes a release_write that nobody owes: it ends a writing that has never begun."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self._changed = Condition()
        self._readers = 0
        self._writing = False
        self._upgrading = False

    def acquire_read(self):
        with self._changed:
            while self._writing or self._upgrading:
                self._changed.wait()
            self._readers += 1

    def release_read(self):
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            self._changed.notify_all()

    def acquire_write(self):
        with self._changed:
            while self._writing or self._readers > 0:
                self._changed.wait()
            self._writing = True

    def release_write(self):
        with self._changed:
            self._writing = False
            self._changed.notify_all()

    def upgrade(self):
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("upgrade, but nobody is reading")
            if self._upgrading:
                return False
            self._upgrading = True
            while self._readers > 1:
                self._changed.wait()
            self._upgrading = False
            self._readers = 0
            self._writing = True
            return True
