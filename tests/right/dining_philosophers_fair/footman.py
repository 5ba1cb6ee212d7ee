# passes
"""A footman lets all but one sit down; his door and the forks are semaphores with a line each."""

from threading import BoundedSemaphore, Semaphore


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Semaphore(1) for _ in range(seats)]
        self.footman = BoundedSemaphore(seats - 1)

    def dine(self, seat, eat):
        right = self.forks[(seat + 1) % len(self.forks)]
        with self.footman, self.forks[seat], right:
            eat()
