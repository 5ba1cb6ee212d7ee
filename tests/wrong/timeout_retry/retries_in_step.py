# fails: livelock
"""Everybody waits equally long and begins again at once: two that meet give way in step for ever."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.sum = sum(balances.values())

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        while True:
            with self.locks[src]:
                if self.locks[dst].acquire(timeout=0.01):
                    try:
                        if self.balances[src] < amount:
                            return False
                        self.balances[src] -= amount
                        self.balances[dst] += amount
                        return True
                    finally:
                        self.locks[dst].release()

    def total(self):
        return self.sum


# mend: Two that wait for times of different lengths do not stay in step.
