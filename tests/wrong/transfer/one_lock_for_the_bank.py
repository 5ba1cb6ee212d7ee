# fails: overserialized
"""One lock round everything: right sums, and one teller at a time in the whole bank."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.lock = Lock()

    def transfer(self, src, dst, amount):
        if amount <= 0:
            raise ValueError("amounts are positive")
        with self.lock:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
            self.balances[dst] += amount
            return True

    def total(self):
        with self.lock:
            return sum(self.balances.values())


# mend: One lock for each account; a transfer holds two of them, always in the same order.
