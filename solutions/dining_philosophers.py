"""Dining philosophers: everybody takes the fork with the lower number first."""

from collections.abc import Callable
from threading import Lock


class Table:
    """A round table with a fork between each two neighbours."""

    def __init__(self, seats: int) -> None:
        if seats < 2:
            raise ValueError("a table needs at least two seats, or there is only one fork")
        self._forks = [Lock() for _ in range(seats)]

    def dine(self, seat: int, eat: Callable[[], object]) -> None:
        """Call `eat()` once while holding both forks of `seat`."""
        # Fork n lies to the left of seat n, so the right one has the number of the next seat.
        left, right = seat, (seat + 1) % len(self._forks)
        # A deadlock would need a ring of philosophers, each holding one fork and waiting for
        # the next. In such a ring somebody would hold a fork and wait for a lower one. Since
        # all take the lower one first, nobody ever does: only the last seat turns round.
        first, second = sorted((left, right))
        # with, not acquire and release: if eat() raises, both forks still go back.
        with self._forks[first], self._forks[second]:
            eat()
