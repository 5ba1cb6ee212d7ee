# fails: forbidden
"""Leaves the giving way to a condition, which this kata rules out."""

from threading import Condition


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.taken = set()
        self.changed = Condition()

    def transfer(self, src, dst, amount):
        with self.changed:
            self.changed.wait_for(lambda: not self.taken & {src, dst})
            self.taken |= {src, dst}
        enough = self.balances[src] >= amount
        if enough:
            self.balances[src] -= amount
            self.balances[dst] += amount
        with self.changed:
            self.taken -= {src, dst}
            self.changed.notify_all()
        return enough

    def total(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.taken)
            return sum(self.balances.values())


# mend: One lock for each account, the second one with a timeout that differs from try to try.
