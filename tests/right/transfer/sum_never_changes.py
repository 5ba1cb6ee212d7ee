# passes
"""No transfer changes the sum, so it is worked out once, and the auditor needs no lock at all."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self._sum = sum(balances.values())
        self._locks = {account: Lock() for account in balances}
        self._order = list(balances)
        self._balances = dict(balances)

    def transfer(self, src, dst, amount):
        if src == dst:
            return self._balances[src] >= amount
        a, b = sorted([src, dst], key=self._order.index)
        with self._locks[a]:
            with self._locks[b]:
                left = self._balances[src] - amount
                if left < 0:
                    return False
                self._balances[src] = left
                self._balances[dst] += amount
        return True

    def total(self):
        return self._sum
