# fails: wrong
"""A reader asks whether a writer waits, and not whether one is inside."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        lock = Lock()
        self._readers_may = Condition(lock)
        self._writers_may = Condition(lock)
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    def acquire_read(self):
        with self._readers_may:
            while self._writers_waiting > 0:
                self._readers_may.wait()
            self._readers += 1

    def release_read(self):
        with self._writers_may:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            if self._readers == 0:
                self._writers_may.notify()

    def acquire_write(self):
        with self._writers_may:
            self._writers_waiting += 1
            while self._writing or self._readers > 0:
                self._writers_may.wait()
            self._writers_waiting -= 1
            self._writing = True

    def release_write(self):
        with self._writers_may:
            if not self._writing:
                raise RuntimeError("release_write, but nobody is writing")
            self._writing = False
            if self._writers_waiting > 0:
                self._writers_may.notify()
            else:
                self._readers_may.notify_all()
