# fails: wrong
"""Never two locks at once, so no deadlock; but in between the money is nowhere, and the auditor notices."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        with self.locks[src]:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
        with self.locks[dst]:
            self.balances[dst] += amount
        return True

    def total(self):
        for account in sorted(self.locks):
            self.locks[account].acquire()
        total = sum(self.balances.values())
        for lock in self.locks.values():
            lock.release()
        return total


# mend: Hold both locks while the money moves, always in the same order.
