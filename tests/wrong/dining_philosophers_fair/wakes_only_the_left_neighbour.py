# fails: stuck
"""Tanenbaum's table, but whoever gets up looks to the left only: the right neighbour sits on."""

from threading import Lock, Semaphore

THINKING, HUNGRY, EATING = range(3)


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.states = [THINKING] * seats
        self.mutex = Lock()
        self.may_eat = [Semaphore(0) for _ in range(seats)]

    def serve(self, seat):
        left, right = (seat - 1) % self.seats, (seat + 1) % self.seats
        if self.states[seat] == HUNGRY and EATING not in (self.states[left], self.states[right]):
            self.states[seat] = EATING
            self.may_eat[seat].release()

    def dine(self, seat, eat):
        with self.mutex:
            self.states[seat] = HUNGRY
            self.serve(seat)
        self.may_eat[seat].acquire()
        try:
            eat()
        finally:
            with self.mutex:
                self.states[seat] = THINKING
                self.serve((seat - 1) % self.seats)


# mend: Serve the right neighbour, too, and nobody before a neighbour who has been hungry longer.
