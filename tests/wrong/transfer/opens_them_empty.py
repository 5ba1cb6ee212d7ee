# fails: wrong
"""Opens an account for each name, and forgets the money."""

from contextlib import ExitStack
from threading import Lock


class Bank:
    def __init__(self, balances):
        self._balances = dict.fromkeys(balances, 0)
        self._locks = {account: Lock() for account in balances}
        self._places = {account: place for place, account in enumerate(balances)}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        first, second = sorted((src, dst), key=self._places.__getitem__)
        with self._locks[first], self._locks[second]:
            if self._balances[src] < amount:
                return False
            self._balances[src] -= amount
            self._balances[dst] += amount
            return True

    def total(self):
        with ExitStack() as all_locks:
            for lock in self._locks.values():
                all_locks.enter_context(lock)
            return sum(self._balances.values())
