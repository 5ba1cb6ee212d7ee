# passes
"""One thread at a time gathers its locks, in any order; who has them needs the gate no more."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.gate = Lock()
        self.money = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def gather(self, accounts):
        with self.gate:
            for account in accounts:
                self.locks[account].acquire()

    def give_back(self, accounts):
        for account in accounts:
            self.locks[account].release()

    def transfer(self, src, dst, amount):
        if src == dst:
            return False
        pair = (src, dst)
        self.gather(pair)
        try:
            enough = self.money[src] >= amount
            if enough:
                self.money[src] = self.money[src] - amount
                self.money[dst] = self.money[dst] + amount
            return enough
        finally:
            self.give_back(pair)

    def total(self):
        everybody = list(self.locks)
        self.gather(everybody)
        try:
            return sum(self.money[account] for account in everybody)
        finally:
            self.give_back(everybody)
