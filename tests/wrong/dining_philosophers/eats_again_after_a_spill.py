# fails: wrong
"""Tries once more after a meal that went wrong, and tells of it only if that fails, too."""

from threading import Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("a table needs at least two seats, or there is only one fork")
        self._forks = [Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        left, right = (seat, (seat + 1) % len(self._forks))
        first, second = sorted((left, right))
        with self._forks[first], self._forks[second]:
            try:
                eat()
            except Exception:
                eat()
