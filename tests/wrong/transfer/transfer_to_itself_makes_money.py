# fails: wrong
"""Reads both balances first and writes both then: from an account to itself the second write wins."""

from threading import RLock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: RLock() for account in balances}

    def transfer(self, src, dst, amount):
        first, second = sorted((src, dst))
        with self.locks[first], self.locks[second]:
            left, more = self.balances[src] - amount, self.balances[dst] + amount
            if left < 0:
                return False
            self.balances[src] = left
            self.balances[dst] = more
            return True

    def total(self):
        for account in sorted(self.locks):
            self.locks[account].acquire()
        total = sum(self.balances.values())
        for lock in self.locks.values():
            lock.release()
        return total
