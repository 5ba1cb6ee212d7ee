# fails: wrong
"""The auditor locks one account at a time: money can move from one not yet read to one already read."""

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
        total = 0
        for account, lock in self.locks.items():
            with lock:
                total += self.balances[account]
        return total


# mend: A transfer never changes the sum of all accounts.
