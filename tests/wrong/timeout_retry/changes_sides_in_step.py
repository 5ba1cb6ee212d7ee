# fails: livelock
"""Begins with the other account after each failure; but so does the other teller, after the same time."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.sum = sum(balances.values())

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        first, second = self.locks[src], self.locks[dst]
        while True:
            with first:
                if second.acquire(timeout=0.01):
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


# mend: Two that wait for times of different lengths do not stay in step.
