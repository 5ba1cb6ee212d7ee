# fails: wrong
"""Deposits keep each other out, withdrawals too, but a deposit and a withdrawal do not."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self.money = balance
        self.paying_in = Lock()
        self.paying_out = Lock()

    def deposit(self, n):
        if n <= 0:
            raise ValueError("more than zero")
        with self.paying_in:
            self.money += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("more than zero")
        with self.paying_out:
            if self.money < n:
                return False
            self.money -= n
            return True

    @property
    def balance(self):
        return self.money


# mend: One balance needs one lock, and whoever reads it needs that lock, too.
