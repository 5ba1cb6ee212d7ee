# fails: busy_wait
"""Looks whether both forks are free, sleeps, looks again: nobody ever wakes anybody."""

import time
from threading import Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.taken = [False] * seats
        self.mutex = Lock()

    def take(self, left, right):
        with self.mutex:
            if self.taken[left] or self.taken[right]:
                return False
            self.taken[left] = self.taken[right] = True
            return True

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % len(self.taken)
        while not self.take(left, right):
            time.sleep(0.001)
        try:
            eat()
        finally:
            with self.mutex:
                self.taken[left] = self.taken[right] = False


# mend: Locks for the forks wait in a fair line by themselves; take the lower number first.
