# fails: wrong
"""The auditor takes no lock, and sees money that has left one account and not reached the other."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        first, second = sorted((src, dst))
        with self.locks[first], self.locks[second]:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
            self.balances[dst] += amount
            return True

    def total(self):
        return sum(self.balances.values())


# mend: A transfer never changes the sum of all accounts.
