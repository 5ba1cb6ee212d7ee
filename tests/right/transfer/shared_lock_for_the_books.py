# passes
"""Account locks for the decision, and one lock that all share for the moment in which the books change."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self._books = Lock()
        self._balances = dict(balances)
        self._locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        # One account lock at a time: what is taken from src is nowhere until the books are written.
        with self._locks[src]:
            if self._balances[src] < amount:
                return False
            with self._books:
                after = dict(self._balances)
                after[src] -= amount
                after[dst] += amount
                self._balances = after
        return True

    def total(self):
        with self._books:
            return sum(self._balances.values())
