# fails: livelock
"""From an account to itself it has the lock, times out on the same lock, and tries again for ever."""

from random import uniform
from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.sum = sum(balances.values())

    def transfer(self, src, dst, amount):
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
        return self.sum
