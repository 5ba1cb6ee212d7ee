# fails: wrong
"""Looks whether there is enough, and takes the locks then: the answer is out of date."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        if self.balances[src] < amount:
            return False
        first, second = sorted((src, dst))
        with self.locks[first], self.locks[second]:
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
