"""Readers and writers: say who is inside, and one condition to wait on until that changes."""

from threading import Condition


class ReadWriteLock:
    """Many readers or one writer."""

    def __init__(self) -> None:
        # The lock of the condition is held only for a moment, to look at the two fields and
        # change them. It is never held while somebody reads or writes: if it were, readers
        # would shut each other out.
        self._changed = Condition()
        self._readers = 0
        self._writing = False

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside."""
        with self._changed:
            # A reader does not ask whether a writer waits. That is the simplest policy, and
            # it means that readers who come and go without a pause keep every writer out.
            while self._writing:
                self._changed.wait()
            self._readers += 1

    def release_read(self) -> None:
        """Leave as a reader; raise RuntimeError if no reader is inside."""
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            # Only the last reader out makes a difference to anybody who waits.
            if self._readers == 0:
                self._changed.notify_all()

    def acquire_write(self) -> None:
        """Go in as a writer; wait while any thread is inside."""
        with self._changed:
            while self._writing or self._readers > 0:
                self._changed.wait()
            self._writing = True

    def release_write(self) -> None:
        """Leave as a writer; raise RuntimeError if no writer is inside."""
        with self._changed:
            if not self._writing:
                raise RuntimeError("release_write, but nobody is writing")
            self._writing = False
            # All of them: if several readers wait, they can all come in now.
            self._changed.notify_all()
