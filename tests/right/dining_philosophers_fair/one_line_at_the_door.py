# passes
"""One line for the whole table: only its head may take forks, both at once, as soon as they are free."""

from threading import Condition


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.forks = set(range(seats))
        self.line = []
        self.changed = Condition()

    def dine(self, seat, eat):
        both = {seat, (seat + 1) % self.seats}
        with self.changed:
            self.line.append(seat)
            self.changed.wait_for(lambda: self.line[0] == seat and both <= self.forks)
            self.line.pop(0)
            self.forks -= both
            self.changed.notify_all()
        try:
            eat()
        finally:
            with self.changed:
                self.forks |= both
                self.changed.notify_all()
