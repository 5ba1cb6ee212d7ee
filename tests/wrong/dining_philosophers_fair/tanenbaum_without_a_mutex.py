# fails: wrong
"""Tanenbaum's table without its mutex: two neighbours look at each other before either says that it eats."""

from enum import Enum
from threading import Semaphore

State = Enum("State", "THINKING HUNGRY EATING")


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.states = [State.THINKING] * seats
        self.may_eat = [Semaphore(0) for _ in range(seats)]

    def left(self, seat):
        return (seat - 1) % self.seats

    def right(self, seat):
        return (seat + 1) % self.seats

    def serve(self, seat):
        """Give the forks to a hungry philosopher if both are free. Needs the mutex."""
        if (
            self.states[seat] is State.HUNGRY
            and self.states[self.left(seat)] is not State.EATING
            and self.states[self.right(seat)] is not State.EATING
        ):
            self.states[seat] = State.EATING
            self.may_eat[seat].release()

    def dine(self, seat, eat):
        self.states[seat] = State.HUNGRY
        self.serve(seat)
        self.may_eat[seat].acquire()
        try:
            eat()
        finally:
            self.states[seat] = State.THINKING
            self.serve(self.left(seat))
            self.serve(self.right(seat))


# mend: A mutex guards the states; number those who are hungry, and let the older one go first.
