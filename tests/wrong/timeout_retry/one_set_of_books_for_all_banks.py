# fails: wrong
"""The accounts are kept in a default argument, made once: two banks have the same Anna."""

from random import uniform
from threading import Lock


class Bank:
    def __init__(self, balances, accounts={}):
        self.accounts = accounts
        self.accounts.update(balances)
        self.locks = {name: Lock() for name in balances}

    def take(self, names):
        """Take all these locks: wait for the first one, and for the others with a timeout."""
        names = list(names)
        while True:
            self.locks[names[0]].acquire()
            taken = 1
            while taken < len(names) and self.locks[names[taken]].acquire(timeout=uniform(0.01, 0.02)):
                taken += 1
            if taken == len(names):
                return
            self.put_back(names[:taken])
            names = names[taken:] + names[:taken]

    def put_back(self, names):
        for name in names:
            self.locks[name].release()

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        self.take([src, dst])
        try:
            if self.accounts[src] < amount:
                return False
            self.accounts[src] -= amount
            self.accounts[dst] += amount
            return True
        finally:
            self.put_back([src, dst])

    def total(self):
        self.take(self.locks)
        try:
            return sum(self.accounts.values())
        finally:
            self.put_back(self.locks)
