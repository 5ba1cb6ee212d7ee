"""Corridor: count the walkers inside from each side, and wait on a condition until the other side is empty."""

from collections.abc import Callable
from threading import Condition


class Corridor:
    """A corridor with two ends, for walkers in one direction at a time."""

    def __init__(self) -> None:
        self._inside = [0, 0]
        self._empty = Condition()

    def walk(self, side: int, step: Callable[[], object]) -> None:
        """Walk through from this side; wait while somebody from the other side is inside."""
        with self._empty:
            # Only walkers who are inside count, not those who would like to be: if each side gave
            # way to the wishes of the other one, both would wait.
            while self._inside[1 - side]:
                self._empty.wait()
            self._inside[side] += 1
        try:
            # Without the lock: walkers from the same side may be inside together.
            step()
        finally:
            with self._empty:
                self._inside[side] -= 1
                # The last one out wakes all who wait; they can all go in together.
                if not self._inside[side]:
                    self._empty.notify_all()
