# passes
"""Chandy and Misra: a hungry neighbour gets the fork as soon as it is dirty, and it comes clean."""

from dataclasses import dataclass
from threading import Lock, Semaphore


@dataclass
class Fork:
    holder: int
    dirty: bool = True


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        # Fork n lies between seat n and seat n + 1. At first all are dirty and with the lower
        # number, so that the orders "goes before" do not form a ring.
        self.forks = [Fork(min(n, (n + 1) % seats)) for n in range(seats)]
        self.hungry = set()
        self.eating = set()
        self.mutex = Lock()
        self.may_eat = [Semaphore(0) for _ in range(seats)]

    def sides(self, seat):
        """Both forks of a seat, each with the neighbour who shares it."""
        before, after = (seat - 1) % self.seats, (seat + 1) % self.seats
        return (self.forks[before], before), (self.forks[seat], after)

    def serve(self, seat):
        if seat in self.hungry and all(fork.holder == seat for fork, _ in self.sides(seat)):
            self.hungry.remove(seat)
            self.eating.add(seat)
            self.may_eat[seat].release()

    def dine(self, seat, eat):
        with self.mutex:
            self.hungry.add(seat)
            for fork, neighbour in self.sides(seat):
                if fork.holder == neighbour and fork.dirty and neighbour not in self.eating:
                    fork.holder, fork.dirty = seat, False
            self.serve(seat)
        self.may_eat[seat].acquire()
        try:
            eat()
        finally:
            with self.mutex:
                self.eating.remove(seat)
                for fork, neighbour in self.sides(seat):
                    fork.dirty = True
                    if neighbour in self.hungry:
                        fork.holder, fork.dirty = neighbour, False
                for _, neighbour in self.sides(seat):
                    self.serve(neighbour)
