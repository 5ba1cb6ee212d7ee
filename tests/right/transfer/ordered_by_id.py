# passes
"""An account is an object with its lock; the locks are taken in the order of the objects' ids."""

from threading import RLock


class Account:
    def __init__(self, balance):
        self.lock = RLock()
        self.balance = balance


class Bank:
    def __init__(self, balances):
        self.accounts = {name: Account(balance) for name, balance in balances.items()}

    def transfer(self, src, dst, amount):
        one, two = self.accounts[src], self.accounts[dst]
        lower, higher = (one, two) if id(one) < id(two) else (two, one)
        with lower.lock, higher.lock:
            if one.balance < amount:
                return False
            one.balance -= amount
            two.balance += amount
            return True

    def total(self):
        held = sorted(self.accounts.values(), key=id)
        for account in held:
            account.lock.acquire()
        try:
            return sum(account.balance for account in held)
        finally:
            for account in held:
                account.lock.release()
