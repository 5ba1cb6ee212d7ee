# fails: deadlock
"""A footman who lets in as many as there are seats keeps nobody out."""

from threading import Lock, Semaphore


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Lock() for _ in range(seats)]
        self.footman = Semaphore(seats)

    def dine(self, seat, eat):
        right = self.forks[(seat + 1) % len(self.forks)]
        with self.footman, self.forks[seat], right:
            eat()
