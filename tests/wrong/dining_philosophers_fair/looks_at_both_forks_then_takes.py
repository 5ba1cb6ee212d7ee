# fails: deadlock
"""Waits until both forks are free, and only then reaches out: so do the neighbours."""

from threading import Condition, Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Lock() for _ in range(seats)]
        self.taken = [False] * seats
        self.put_back = Condition()

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % len(self.forks)
        with self.put_back:
            self.put_back.wait_for(lambda: not self.taken[left] and not self.taken[right])
        with self.forks[left]:
            self.taken[left] = True
            with self.forks[right]:
                self.taken[right] = True
                try:
                    eat()
                finally:
                    with self.put_back:
                        self.taken[left] = self.taken[right] = False
                        self.put_back.notify_all()


# mend: The forks alone are enough: take the lower number first.
