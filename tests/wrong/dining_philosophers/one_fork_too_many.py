# fails: wrong
"""The table is laid in a row: the last seat and the first do not share a fork."""

from threading import Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Lock() for _ in range(seats + 1)]

    def dine(self, seat, eat):
        with self.forks[seat], self.forks[seat + 1]:
            eat()


# mend: The last seat's right fork is the first seat's left one; take the lower number first.
