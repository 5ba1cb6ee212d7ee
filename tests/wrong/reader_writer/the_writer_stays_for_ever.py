# fails: stuck
"""Wakes the others when it leaves, and still counts as the writer inside."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self._changed = Condition()
        self._readers = 0
        self._writing = False

    def acquire_read(self):
        with self._changed:
            while self._writing:
                self._changed.wait()
            self._readers += 1

    def release_read(self):
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            if self._readers == 0:
                self._changed.notify_all()

    def acquire_write(self):
        with self._changed:
            while self._writing or self._readers > 0:
                self._changed.wait()
            self._writing = True

    def release_write(self):
        with self._changed:
            if not self._writing:
                raise RuntimeError("release_write, but nobody is writing")
            self._changed.notify_all()
