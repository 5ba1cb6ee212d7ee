"""Dining philosophers: everybody first takes the fork with the lower number."""

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
        # Fork n lies to the left of seat n, so the fork on the right has the number of the next
        # seat.
        left, right = seat, (seat + 1) % len(self._forks)
        # A deadlock would need a ring of philosophers who each hold one fork and wait for the
        # next. Somewhere in such a ring a philosopher would hold a fork and wait for one with a
        # lower number. Everybody takes the lower one first, so nobody ever does that: only the
        # last seat takes its forks the other way round.
        first, second = sorted((left, right))
        # with, not acquire and release: if eat() raises, both forks are still put back.
        with self._forks[first], self._forks[second]:
            eat()
