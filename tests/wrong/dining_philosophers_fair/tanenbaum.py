# fails: starvation
"""Tanenbaum's table: right in every other way, but two neighbours can eat in turns over the head of a third."""

from enum import Enum
from threading import Lock, Semaphore

State = Enum("State", "THINKING HUNGRY EATING")


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.states = [State.THINKING] * seats
        self.mutex = Lock()
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
        with self.mutex:
            self.states[seat] = State.HUNGRY
            self.serve(seat)
        self.may_eat[seat].acquire()
        try:
            eat()
        finally:
            with self.mutex:
                self.states[seat] = State.THINKING
                self.serve(self.left(seat))
                self.serve(self.right(seat))


# mend: Number those who are hungry, and serve nobody before a neighbour who has been hungry longer.
