# fails: wrong
"""Takes a release_write that nobody owes: it ends a writing that has never begun."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self._changed = Condition()
        self._readers = 0
        self._writing = False
        self._next_ticket = 0
        self._serving = 0

    def acquire_read(self):
        with self._changed:
            ticket = self._draw()
            while self._serving != ticket or self._writing:
                self._changed.wait()
            self._readers += 1
            self._serve_the_next()

    def release_read(self):
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            if self._readers == 0:
                self._changed.notify_all()

    def acquire_write(self):
        with self._changed:
            ticket = self._draw()
            while self._serving != ticket or self._writing or self._readers > 0:
                self._changed.wait()
            self._writing = True
            self._serve_the_next()

    def release_write(self):
        with self._changed:
            self._writing = False
            self._changed.notify_all()

    def _draw(self):
        ticket = self._next_ticket
        self._next_ticket += 1
        return ticket

    def _serve_the_next(self):
        self._serving += 1
        self._changed.notify_all()
