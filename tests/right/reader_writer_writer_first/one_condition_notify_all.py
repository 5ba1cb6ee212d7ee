# passes
"""One condition, and a count of the writers who are inside or want to be."""

import threading


class ReadWriteLock:
    def __init__(self):
        self._changed = threading.Condition(threading.RLock())
        self._readers = 0
        self._writers = 0  # inside or waiting
        self._writing = False

    def acquire_read(self):
        with self._changed:
            self._changed.wait_for(lambda: self._writers == 0)
            self._readers += 1

    def release_read(self):
        with self._changed:
            if self._readers < 1:
                raise RuntimeError("not reading")
            self._readers -= 1
            self._changed.notify_all()

    def acquire_write(self):
        with self._changed:
            self._writers += 1
            self._changed.wait_for(lambda: self._readers == 0 and not self._writing)
            self._writing = True

    def release_write(self):
        with self._changed:
            if not self._writing:
                raise RuntimeError("not writing")
            self._writing = False
            self._writers -= 1
            self._changed.notify_all()
