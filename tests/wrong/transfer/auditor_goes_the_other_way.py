# fails: deadlock
"""Transfers lock upwards and the auditor locks downwards: two orders are as bad as none."""

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
        for account in sorted(self.locks, reverse=True):
            self.locks[account].acquire()
        total = sum(self.balances.values())
        for lock in self.locks.values():
            lock.release()
        return total
