# fails: wrong
"""Nobody is kept out while somebody else is in the middle of a change."""


class Account:
    def __init__(self, balance):
        self._balance = balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("an amount must be positive")
        self._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("an amount must be positive")
        if n > self._balance:
            return False
        self._balance -= n
        return True

    @property
    def balance(self):
        return self._balance
