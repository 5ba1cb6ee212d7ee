# fails: wrong
"""A new lock for every call: whoever comes along holds one, and nobody ever waits."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self.money = balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("more than zero")
        with Lock():
            self.money += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("more than zero")
        with Lock():
            if self.money < n:
                return False
            self.money -= n
            return True

    @property
    def balance(self):
        with Lock():
            return self.money
