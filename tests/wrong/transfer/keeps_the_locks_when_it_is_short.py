# fails: deadlock
"""Returns False from between acquire and release: both accounts stay locked."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        first, second = sorted((src, dst))
        self.locks[first].acquire()
        self.locks[second].acquire()
        if self.balances[src] < amount:
            return False
        self.balances[src] -= amount
        self.balances[dst] += amount
        self.locks[second].release()
        self.locks[first].release()
        return True

    def total(self):
        for account in sorted(self.locks):
            self.locks[account].acquire()
        total = sum(self.balances.values())
        for lock in self.locks.values():
            lock.release()
        return total
