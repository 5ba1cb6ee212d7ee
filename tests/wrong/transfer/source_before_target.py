# fails: deadlock
"""Takes the source first and then the target, so two who send each other money wait for each other."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

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
        for lock in self.locks.values():
            lock.acquire()
        total = sum(self.balances.values())
        for lock in self.locks.values():
            lock.release()
        return total


# mend: Take the two locks in the order in which total() takes them.
