# fails: forbidden
"""Waits on a condition until there is enough, which nobody asked for, and which this kata rules out."""

from threading import Condition


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.changed = Condition()

    def transfer(self, src, dst, amount):
        with self.changed:
            while self.balances[src] < amount:
                self.changed.wait()
            self.balances[src] -= amount
            self.balances[dst] += amount
            self.changed.notify_all()
            return True

    def total(self):
        with self.changed:
            return sum(self.balances.values())


# mend: One lock for each account; a transfer holds two of them, always in the same order.
