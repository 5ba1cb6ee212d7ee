# fails: deadlock
"""The forks are a default argument, made once: who sits at another table waits for the same fork."""

from collections import defaultdict
from threading import Lock


class Table:
    def __init__(self, seats, forks=defaultdict(Lock)):
        if seats < 2:
            raise ValueError("a table needs two forks")
        self.seats = seats
        self.forks = forks

    def dine(self, seat, eat):
        first, second = sorted((seat, (seat + 1) % self.seats))
        with self.forks[first], self.forks[second]:
            eat()
