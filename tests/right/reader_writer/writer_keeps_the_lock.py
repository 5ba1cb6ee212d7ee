# passes
"""The writer simply keeps the lock while inside; readers hold it only to be counted."""

from contextlib import contextmanager
from threading import Condition, Lock, get_ident


class ReadWriteLock:
    __slots__ = ("_lock", "_no_readers", "_readers", "_writer")

    def __init__(self):
        self._lock = Lock()
        self._no_readers = Condition(self._lock)
        self._readers = 0
        self._writer = None

    @contextmanager
    def _counting(self):
        with self._lock:
            yield
            if not self._readers:
                self._no_readers.notify_all()

    def acquire_read(self):
        with self._counting():
            self._readers += 1

    def release_read(self):
        # A thread that writes has the lock already and cannot be a reader.
        if self._writer == get_ident():
            raise RuntimeError("the caller is writing, not reading")
        with self._counting():
            if not self._readers:
                raise RuntimeError("nobody is reading")
            self._readers -= 1

    def acquire_write(self):
        self._lock.acquire()
        while self._readers:
            self._no_readers.wait()
        self._writer = get_ident()

    def release_write(self):
        if self._writer != get_ident():
            raise RuntimeError("the caller is not writing")
        self._writer = None
        self._lock.release()
