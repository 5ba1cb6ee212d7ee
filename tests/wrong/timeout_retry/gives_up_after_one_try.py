# fails: wrong
"""Says False when the second account is taken: there was enough money, and no reason to refuse."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.sum = sum(balances.values())

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        with self.locks[src]:
            if not self.locks[dst].acquire(timeout=0.01):
                return False
            try:
                if self.balances[src] < amount:
                    return False
                self.balances[src] -= amount
                self.balances[dst] += amount
                return True
            finally:
                self.locks[dst].release()

    def total(self):
        return self.sum


# mend: Release the first lock and try again, and wait for a time that differs from try to try.
