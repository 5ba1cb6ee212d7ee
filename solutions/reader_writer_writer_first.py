"""Readers and writers, writers first: waiting writers are counted, and readers check that count."""

from threading import Condition, Lock


class ReadWriteLock:
    """Many readers or one writer, and no new reader while a writer waits."""

    def __init__(self) -> None:
        lock = Lock()
        # One condition for each kind, so that a thread that leaves can choose whose turn it is.
        self._readers_may = Condition(lock)
        self._writers_may = Condition(lock)
        self._readers = 0
        self._writing = False
        # A count and not a flag: when the first of two writers gets in, the other one still
        # waits.
        self._writers_waiting = 0

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside or waiting."""
        with self._readers_may:
            # This is the only difference from the simple lock: a reader gives way to writers that
            # are not inside yet. If writers keep coming, no reader ever gets in; that is the
            # price of this policy.
            while self._writing or self._writers_waiting > 0:
                self._readers_may.wait()
            self._readers += 1

    def release_read(self) -> None:
        """Leave as a reader; raise RuntimeError if no reader is inside."""
        with self._writers_may:
            if self._readers == 0:
                raise RuntimeError("release_read, but nobody is reading")
            self._readers -= 1
            # A waiting reader waits because of a writer, so it need not be woken here.
            if self._readers == 0:
                self._writers_may.notify()

    def acquire_write(self) -> None:
        """Go in as a writer; wait while any thread is inside."""
        with self._writers_may:
            self._writers_waiting += 1
            while self._writing or self._readers > 0:
                self._writers_may.wait()
            self._writers_waiting -= 1
            self._writing = True

    def release_write(self) -> None:
        """Leave as a writer; raise RuntimeError if no writer is inside."""
        with self._writers_may:
            if not self._writing:
                raise RuntimeError("release_write, but nobody is writing")
            self._writing = False
            if self._writers_waiting > 0:
                self._writers_may.notify()
            else:
                self._readers_may.notify_all()
