# fails: wrong
"""The accounts are kept in the class: two banks have the same Anna."""

from threading import Lock


class Bank:
    accounts = {}

    def __init__(self, balances):
        self.accounts.update(balances)
        self.locks = {name: Lock() for name in balances}

    def take(self, names):
        """Take these locks, in the order in which the accounts were opened."""
        for name, lock in self.locks.items():
            if name in names:
                lock.acquire()

    def put_back(self, names):
        for name in names:
            self.locks[name].release()

    def transfer(self, src, dst, amount):
        names = {src, dst}
        self.take(names)
        try:
            if self.accounts[src] < amount:
                return False
            self.accounts[src] -= amount
            self.accounts[dst] += amount
            return True
        finally:
            self.put_back(names)

    def total(self):
        self.take(self.locks)
        try:
            return sum(self.accounts.values())
        finally:
            self.put_back(self.locks)
