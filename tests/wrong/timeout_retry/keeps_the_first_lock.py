# fails: deadlock
"""Times out on the second account and begins again with the first one still in hand."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.sum = sum(balances.values())

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        while not self.both(src, dst):
            pass
        enough = self.balances[src] >= amount
        if enough:
            self.balances[src] -= amount
            self.balances[dst] += amount
        self.locks[dst].release()
        self.locks[src].release()
        return enough

    def both(self, src, dst):
        self.locks[src].acquire()
        return self.locks[dst].acquire(timeout=0.01)

    def total(self):
        return self.sum


# mend: Release the first lock when the second one is not to be had, and wait for times that differ.
