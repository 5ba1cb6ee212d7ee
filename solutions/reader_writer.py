"""Readers and writers: two fields that say who is inside, and one condition to wait on until they change."""

from threading import Condition


class ReadWriteLock:
    """Many readers or one writer."""

    def __init__(self) -> None:
        # The condition's lock is held only for a moment, to check the two fields and change them.
        # It is never held while a thread reads or writes: then readers would shut each other out.
        self._changed = Condition()
        self._readers = 0
        self._writing = False

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside."""
        with self._changed:
            # A reader does not check whether a writer waits. That is the simplest policy, and it
            # means that readers who come and go without a pause keep every writer out.
            while self._writing:
                self._changed.wait()
            self._readers += 1

    def release_read(self) -> None:
        """Leave as a reader; raise RuntimeError if no reader is inside."""
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            # Only when the last reader leaves can a waiting thread get in.
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
            # All of them: if several readers wait, they can all go in now.
            self._changed.notify_all()
