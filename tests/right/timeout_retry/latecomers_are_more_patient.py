# passes
"""Every attempt draws a number and waits that much longer, so no two give up at the same moment."""

from itertools import count
from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}
        self.numbers = count(1)

    def lock_all(self, accounts):
        first = accounts[0]
        while True:
            self.locks[first].acquire()
            held, busy = [first], None
            for account in accounts:
                if account == first:
                    continue
                if self.locks[account].acquire(timeout=next(self.numbers) / 256):
                    held.append(account)
                else:
                    busy = account
                    break
            if busy is None:
                return
            self.unlock_all(held)
            first = busy

    def unlock_all(self, accounts):
        for account in accounts:
            self.locks[account].release()

    def transfer(self, src, dst, amount):
        if src == dst:
            return False
        self.lock_all([src, dst])
        try:
            enough = self.balances[src] >= amount
            if enough:
                self.balances[src] -= amount
                self.balances[dst] += amount
            return enough
        finally:
            self.unlock_all([src, dst])

    def total(self):
        accounts = list(self.locks)
        self.lock_all(accounts)
        try:
            return sum(self.balances[account] for account in accounts)
        finally:
            self.unlock_all(accounts)
