# fails: wrong
"""The accounts are kept in the class: two banks have the same Anna."""

from threading import Lock


class Bank:
    accounts = {}

    def __init__(self, balances):
        self.accounts.update(balances)
        self.lock = Lock()

    def transfer(self, src, dst, amount):
        with self.lock:
            if self.accounts[src] < amount:
                return False
            self.accounts[src] -= amount
            self.accounts[dst] += amount
            return True

    def total(self):
        with self.lock:
            return sum(self.accounts.values())
