"""Counter: one number and one lock, and no access to the number without it."""

from threading import Lock


class Counter:
    """A number that several threads can count up."""

    def __init__(self) -> None:
        # Made once and shared by all threads. A lock that belongs to one thread keeps no other
        # out.
        self._lock = Lock()
        self._value = 0

    def increment(self) -> None:
        """Count one more."""
        # += is three steps: read, add, write. The lock has to be held during all of them.
        with self._lock:
            self._value += 1

    @property
    def value(self) -> int:
        """The number of calls so far."""
        # Reading needs the lock as well: without it nothing says which of the writes the read
        # comes after.
        with self._lock:
            return self._value
