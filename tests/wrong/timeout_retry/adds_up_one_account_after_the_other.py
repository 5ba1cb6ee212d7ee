# fails: wrong
"""The auditor has one account at a time, to be in nobody's way, and misses money that moves behind it."""

from random import uniform
from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        first, second = self.locks[src], self.locks[dst]
        while True:
            with first:
                if second.acquire(timeout=uniform(0.01, 0.02)):
                    try:
                        if self.balances[src] < amount:
                            return False
                        self.balances[src] -= amount
                        self.balances[dst] += amount
                        return True
                    finally:
                        second.release()
            first, second = second, first

    def total(self):
        total = 0
        for account, lock in self.locks.items():
            with lock:
                total += self.balances[account]
        return total


# mend: A transfer never changes the sum of all accounts.
