"""Fair lock: draw a number, and wait until it is called."""

from threading import Condition


class FairLock:
    """A lock that threads get in order of arrival."""

    def __init__(self) -> None:
        self._called = Condition()
        self._next_number = 0
        self._now_serving = 0

    def acquire(self) -> None:
        """Wait for the caller's turn, and take the lock."""
        with self._called:
            # The number is drawn under the lock, or two threads could draw the same one. A free
            # counter needs no special case: it is free if the number that is drawn is the one on
            # the display.
            number = self._next_number
            self._next_number += 1
            while number != self._now_serving:
                self._called.wait()

    def release(self) -> None:
        """Free the lock for the next thread."""
        with self._called:
            # Only now, not when the turn began: until here the counter is occupied.
            self._now_serving += 1
            # All must check, because only one of them has this number. notify() may wake another
            # thread, which would go back to sleep.
            self._called.notify_all()
