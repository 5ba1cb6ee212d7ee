"""Event: a flag for threads that come later, and a count of set() calls for those that already wait."""

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
            # All of them: each waits for exactly this, and none passes the wake-up on.
            self._changed.notify_all()

    def clear(self) -> None:
        """Reset the flag."""
        # No thread is woken: it would only find that it has to wait longer. The count stays as it
        # is, so a thread that an earlier set() released is still released.
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
            # Not "until the flag is set": between notify_all and the moment this thread has the
            # lock again, clear() may have reset it. A count that only grows cannot be undone.
            # wait_for also puts a thread that was woken without need back to sleep, for the rest
            # of the timeout.
            before = self._times_set
            return self._changed.wait_for(lambda: self._times_set != before, timeout)
