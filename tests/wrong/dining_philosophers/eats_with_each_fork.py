# fails: wrong
"""Eats once for each fork."""

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
            eat()
            eat()
