# fails: overserialized
"""There are forks, but the footman lets in one philosopher at a time: a global lock in disguise."""

from threading import Lock, Semaphore


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Lock() for _ in range(seats)]
        self.footman = Semaphore(1)

    def dine(self, seat, eat):
        right = self.forks[(seat + 1) % len(self.forks)]
        with self.footman, self.forks[seat], right:
            eat()
