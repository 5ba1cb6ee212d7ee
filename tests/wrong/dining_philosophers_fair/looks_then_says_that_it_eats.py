# fails: wrong
"""Checks the neighbours under the lock but marks itself after: two check before either marks."""

from threading import Condition


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.eating = [False] * seats
        self.changed = Condition()

    def neighbours_eat(self, seat):
        return self.eating[seat - 1] or self.eating[(seat + 1) % len(self.eating)]

    def dine(self, seat, eat):
        with self.changed:
            self.changed.wait_for(lambda: not self.neighbours_eat(seat))
        self.eating[seat] = True
        try:
            eat()
        finally:
            with self.changed:
                self.eating[seat] = False
                self.changed.notify_all()


# mend: Locks for the forks wait in a fair line by themselves; take the lower number first.
