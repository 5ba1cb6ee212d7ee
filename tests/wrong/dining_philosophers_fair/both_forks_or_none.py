# fails: starvation
"""Takes both forks at once or waits with none: for the one in the middle they are never free together."""

from contextlib import contextmanager
from threading import Condition


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.on_the_table = set(range(seats))
        self.forks_came_back = Condition()

    @contextmanager
    def forks(self, seat):
        both = {seat, (seat + 1) % self.seats}
        with self.forks_came_back:
            self.forks_came_back.wait_for(lambda: both <= self.on_the_table)
            self.on_the_table -= both
        try:
            yield
        finally:
            with self.forks_came_back:
                self.on_the_table |= both
                self.forks_came_back.notify_all()

    def dine(self, seat, eat):
        with self.forks(seat):
            eat()


# mend: Take one fork after the other, the lower number first: who has one keeps it and waits for the other.
