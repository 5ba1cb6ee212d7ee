# passes
"""An order can be found after all, by the locks' ids: then nobody ever has to time out."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.accounts = {name: [Lock(), balance] for name, balance in balances.items()}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        source, target = self.accounts[src], self.accounts[dst]
        one, two = sorted((source[0], target[0]), key=id)
        with one, two:
            if source[1] < amount:
                return False
            source[1] -= amount
            target[1] += amount
            return True

    def total(self):
        locks = sorted((lock for lock, _ in self.accounts.values()), key=id)
        for lock in locks:
            lock.acquire()
        total = sum(balance for _, balance in self.accounts.values())
        for lock in locks:
            lock.release()
        return total
