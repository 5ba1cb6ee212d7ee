"""Counter: one number, one lock, and nobody touches the number without it."""

from threading import Lock


class Counter:
    """A number that several threads can count up."""

    def __init__(self) -> None:
        # Made once and shared by all. A lock of one's own keeps nobody out.
        self._lock = Lock()
        self._value = 0

    def increment(self) -> None:
        """Count one more."""
        # += is three steps: read, add, write. The lock has to be held over all of them.
        with self._lock:
            self._value += 1

    @property
    def value(self) -> int:
        """The number of calls so far."""
        # A read needs the lock as well: without it nothing says which of the writes it comes after.
        with self._lock:
            return self._value
