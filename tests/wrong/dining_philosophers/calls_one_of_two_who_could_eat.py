# fails: stuck
"""notify() when a meal is over: both neighbours could eat now, but one of them sleeps until the other is done."""

from threading import Condition


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("a table needs two forks")
        self.changed = Condition()
        self.taken = [False] * seats

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % len(self.taken)
        with self.changed:
            while self.taken[left] or self.taken[right]:
                self.changed.wait()
            self.taken[left] = self.taken[right] = True
        try:
            eat()
        finally:
            with self.changed:
                self.taken[left] = self.taken[right] = False
                self.changed.notify()
