# fails: overserialized
"""One lock for the whole bank: a transfer keeps out transfers between other accounts, too."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.lock = Lock()

    def transfer(self, src, dst, amount):
        with self.lock:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
            self.balances[dst] += amount
            return True

    def total(self):
        with self.lock:
            return sum(self.balances.values())


# mend: One lock for each account, the second one with a timeout that differs from try to try.
