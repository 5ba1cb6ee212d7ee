"""Readers and writers without starvation: numbered tickets, served in order of arrival."""

from threading import Condition


class ReadWriteLock:
    """Many readers or one writer, and no thread starves."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._readers = 0
        self._writing = False
        # As in an office: everybody draws the next number, and a display shows which number is
        # served. No thread can go in before those that drew a lower number.
        self._next_ticket = 0
        self._serving = 0

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside."""
        with self._changed:
            ticket = self._draw()
            while self._serving != ticket or self._writing:
                self._changed.wait()
            self._readers += 1
            self._serve_the_next()

    def release_read(self) -> None:
        """Leave as a reader; raise RuntimeError if no reader is inside."""
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            if self._readers == 0:
                self._changed.notify_all()

    def acquire_write(self) -> None:
        """Go in as a writer; wait while any thread is inside."""
        with self._changed:
            ticket = self._draw()
            # A writer keeps its turn until the readers inside have left. Threads that come later
            # wait behind it, so there are fewer and fewer inside.
            while self._serving != ticket or self._writing or self._readers > 0:
                self._changed.wait()
            self._writing = True
            self._serve_the_next()

    def release_write(self) -> None:
        """Leave as a writer; raise RuntimeError if no writer is inside."""
        with self._changed:
            if not self._writing:
                raise RuntimeError("release_write, but nobody is writing")
            self._writing = False
            self._changed.notify_all()

    def _draw(self) -> int:
        ticket = self._next_ticket
        self._next_ticket += 1
        return ticket

    def _serve_the_next(self) -> None:
        """Advance the display as soon as a thread is in, so that a reader can follow a reader."""
        self._serving += 1
        # All of them: a notify() might wake a thread whose number is not on the display.
        self._changed.notify_all()
