# fails: deadlock
"""The forks are kept outside of the class: who sits at another table waits for the same fork."""

from collections import defaultdict
from threading import Lock

FORKS = defaultdict(Lock)


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("a table needs two forks")
        self.seats = seats

    def dine(self, seat, eat):
        first, second = sorted((seat, (seat + 1) % self.seats))
        with FORKS[first], FORKS[second]:
            eat()
