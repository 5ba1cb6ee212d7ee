# passes
"""Waits twice as long, and a bit of chance, after each failure; the auditor needs no lock."""

import random
from threading import Lock


class Bank:
    def __init__(self, balances):
        self._sum = sum(balances.values())
        self._locks = {account: Lock() for account in balances}
        self._balances = dict(balances)

    def transfer(self, src, dst, amount):
        if src == dst:
            return self._balances[src] >= amount
        patience = 0.001
        one, other = self._locks[src], self._locks[dst]
        while True:
            with one:
                if other.acquire(timeout=patience * (1 + random.random())):
                    try:
                        if self._balances[src] < amount:
                            return False
                        self._balances[src] -= amount
                        self._balances[dst] += amount
                        return True
                    finally:
                        other.release()
            one, other = other, one
            patience *= 2

    def total(self):
        return self._sum
