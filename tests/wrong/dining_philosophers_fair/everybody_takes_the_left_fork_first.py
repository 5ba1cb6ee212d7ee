# fails: deadlock
"""All take the left fork, then all wait for the right one: the circle closes."""

from threading import Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        left, right = self.forks[seat], self.forks[(seat + 1) % len(self.forks)]
        with left, right:
            eat()


# mend: Take the fork with the lower number first: then no circle can close.
