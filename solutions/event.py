"""Event: a flag for those who come, and a number of sets for those who wait already."""

from threading import Condition


class Event:
    """A flag that threads can wait for."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._flag = False
        self._times_set = 0

    def set(self) -> None:
        """Set the flag, and release all waiting threads."""
        with self._changed:
            self._flag = True
            self._times_set += 1
            # All: each of them waits for just this, and nobody passes it on.
            self._changed.notify_all()

    def clear(self) -> None:
        """Reset the flag."""
        # Nobody is woken: those who wait would only find that they have to wait on. The number
        # stays as it is, and so whoever was freed by a set() before is still free.
        with self._changed:
            self._flag = False

    def is_set(self) -> bool:
        """Return whether the flag is set."""
        with self._changed:
            return self._flag

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the flag is set; return False if that takes longer than `timeout` seconds."""
        with self._changed:
            if self._flag:
                return True
            # Not "until the flag is up": between notify_all and the moment this thread has the
            # lock again, clear() may have taken it down. A number that only grows cannot be
            # taken back. wait_for also sends to sleep again whoever was woken for nothing, with
            # what is left of the timeout.
            before = self._times_set
            return self._changed.wait_for(lambda: self._times_set != before, timeout)
