"""Dining philosophers without starvation: of two hungry neighbours, the one who came first eats first."""

from collections.abc import Callable
from threading import Condition, Lock


class Table:
    """A round table with a fork between each two neighbours, where nobody starves."""

    def __init__(self, seats: int) -> None:
        if seats < 2:
            raise ValueError("a table needs at least two seats, or there is only one fork")
        # One lock for the bookkeeping, held only for a moment and never while somebody eats. One
        # condition for each seat, so that only philosophers who may be able to eat now are woken.
        lock = Lock()
        self._changed = [Condition(lock) for _ in range(seats)]
        # The number of the meal while somebody waits for it or eats it, otherwise None.
        self._meals: list[int | None] = [None] * seats
        self._next_meal = 0

    def dine(self, seat: int, eat: Callable[[], object]) -> None:
        """Call `eat()` once while holding both forks of `seat`."""
        seats = len(self._meals)
        left, right = (seat - 1) % seats, (seat + 1) % seats
        with self._changed[seat]:
            meal = self._meals[seat] = self._next_meal
            self._next_meal += 1
            # A neighbour with a lower number is eating, or has waited longer: in either case it
            # goes first. So nobody starves: everybody who sits down later gets a higher number,
            # and those with a lower one can only become fewer. And there is no deadlock: the
            # lowest number of all waits for nobody.
            while self._is_before(left, meal) or self._is_before(right, meal):
                self._changed[seat].wait()
        try:
            eat()
        finally:
            with self._changed[seat]:
                self._meals[seat] = None
                self._changed[left].notify()
                self._changed[right].notify()

    def _is_before(self, neighbour: int, meal: int) -> bool:
        """Return whether the neighbour eats or waits with a lower number; the caller holds the lock."""
        theirs = self._meals[neighbour]
        return theirs is not None and theirs < meal
