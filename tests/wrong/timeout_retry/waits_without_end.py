# fails: deadlock
"""No timeout and no order: two who send each other money wait for each other."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.sum = sum(balances.values())

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        with self.locks[src], self.locks[dst]:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
            self.balances[dst] += amount
            return True

    def total(self):
        return self.sum


# mend: Give the second lock a timeout that differs from try to try, and begin again without the first.
