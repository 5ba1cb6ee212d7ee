# fails: deadlock
"""The locks are taken in the order of the balances, and that order changes while it is used."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        first, second = sorted((src, dst), key=lambda account: (self.balances[account], account))
        with self.locks[first], self.locks[second]:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
            self.balances[dst] += amount
            return True

    def total(self):
        for account in sorted(self.locks):
            self.locks[account].acquire()
        total = sum(self.balances.values())
        for lock in self.locks.values():
            lock.release()
        return total


# mend: The order of the locks must not change: the names of the accounts never do.
