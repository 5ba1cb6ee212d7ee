"""An upgradeable lock: only one reader at a time may wait for the others to leave."""

from threading import Condition


class ReadWriteLock:
    """Many readers or one writer, and a reader may become the writer."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._readers = 0
        self._writing = False
        self._upgrading = False

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside."""
        with self._changed:
            # Not past an upgrading reader either, or it might never see the others leave.
            while self._writing or self._upgrading:
                self._changed.wait()
            self._readers += 1

    def release_read(self) -> None:
        """Leave as a reader; raise RuntimeError if no reader is inside."""
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            # Not only the last one out: an upgrading reader waits for the last but one.
            self._changed.notify_all()

    def acquire_write(self) -> None:
        """Go in as a writer; wait while any thread is inside."""
        with self._changed:
            # An upgrading reader is still counted, so no writer can get in before it.
            while self._writing or self._readers > 0:
                self._changed.wait()
            self._writing = True

    def release_write(self) -> None:
        """Leave as a writer; raise RuntimeError if no writer is inside."""
        with self._changed:
            if not self._writing:
                raise RuntimeError("release_write, but nobody is writing")
            self._writing = False
            self._changed.notify_all()

    def upgrade(self) -> bool:
        """Turn from reader into writer when the others have left; return False if another one is doing so."""
        with self._changed:
            if self._readers == 0:
                raise RuntimeError("upgrade, but nobody is reading")
            # Two readers that wait for each other to leave wait forever. The second one is told
            # so, keeps its read, and can do the one thing that helps: leave.
            if self._upgrading:
                return False
            self._upgrading = True
            # By waiting here without leaving, the caller makes sure that what it has read is
            # still true when it starts to write.
            while self._readers > 1:
                self._changed.wait()
            self._upgrading = False
            self._readers = 0
            self._writing = True
            return True
