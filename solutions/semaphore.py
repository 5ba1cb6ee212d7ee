"""Semaphore: a number, and a condition to wait on until it is above zero."""

from threading import Condition
from time import monotonic


class Semaphore:
    """A fixed number of permits that threads acquire and release."""

    def __init__(self, permits: int) -> None:
        self._free = permits
        self._released = Condition()

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take a permit; return False if there is none and no time (left) to wait."""
        # The moment, not the duration: each time round the loop less of it is left.
        deadline = None if timeout is None else monotonic() + timeout
        with self._released:
            # Check for a permit before checking the clock. A thread that was woken by release()
            # and then left because of the time would use up the wake-up, and another waiting
            # thread would sleep on beside a free permit.
            while self._free == 0:
                if not blocking:
                    return False
                left = None if deadline is None else deadline - monotonic()
                if left is not None and left <= 0:
                    return False
                self._released.wait(left)
            self._free -= 1
            return True

    def release(self) -> None:
        """Give a permit back."""
        with self._released:
            self._free += 1
            # For every permit, not only for the first: with two free, two threads can continue.
            self._released.notify()
