# fails: wrong
"""Tries once more after a meal that went wrong, and tells of it only if that fails, too."""

from threading import Condition, Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("a table needs at least two seats, or there is only one fork")
        lock = Lock()
        self._changed = [Condition(lock) for _ in range(seats)]
        self._meals = [None] * seats
        self._next_meal = 0

    def dine(self, seat, eat):
        seats = len(self._meals)
        left, right = ((seat - 1) % seats, (seat + 1) % seats)
        with self._changed[seat]:
            meal = self._meals[seat] = self._next_meal
            self._next_meal += 1
            while self._is_before(left, meal) or self._is_before(right, meal):
                self._changed[seat].wait()
        try:
            try:
                eat()
            except Exception:
                eat()
        finally:
            with self._changed[seat]:
                self._meals[seat] = None
                self._changed[left].notify()
                self._changed[right].notify()

    def _is_before(self, neighbour, meal):
        theirs = self._meals[neighbour]
        return theirs is not None and theirs < meal
