# passes
"""Chandy and Misra: a fork stays with its last user, who gives it away only when it is dirty."""

from dataclasses import dataclass, field
from threading import Condition, Lock


@dataclass
class Fork:
    holder: int
    dirty: bool = True
    in_use: bool = False


@dataclass
class Table:
    seats: int
    forks: list = field(init=False)
    changed: list = field(init=False)

    def __post_init__(self):
        if self.seats < 2:
            raise ValueError("at least two seats")
        # Fork n lies between seat n and seat n + 1. At first all are dirty and with the lower
        # number, so that the orders "goes before" do not form a ring.
        self.forks = [Fork(min(n, (n + 1) % self.seats)) for n in range(self.seats)]
        lock = Lock()
        self.changed = [Condition(lock) for _ in range(self.seats)]

    def ask(self, seat, fork):
        """Take a fork that its holder neither uses nor has clean. True if `seat` has it now."""
        if fork.holder != seat and fork.dirty and not fork.in_use:
            fork.holder, fork.dirty = seat, False
        return fork.holder == seat

    def dine(self, seat, eat):
        before, after = (seat - 1) % self.seats, (seat + 1) % self.seats
        mine = self.forks[before], self.forks[seat]
        with self.changed[seat]:
            while not all([self.ask(seat, fork) for fork in mine]):
                self.changed[seat].wait()
            for fork in mine:
                fork.in_use = True
        try:
            eat()
        finally:
            with self.changed[seat]:
                for fork in mine:
                    fork.dirty, fork.in_use = True, False
                self.changed[before].notify()
                self.changed[after].notify()
