# fails: wrong
"""Asks what eat returned, and eats again if that was False."""

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
            if eat() is False:
                eat()
