# fails: wrong
"""The balance belongs to the class: what one pays in, another can take out."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._lock = Lock()
        Account._balance = balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        with self._lock:
            Account._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        with self._lock:
            if self._balance < n:
                return False
            Account._balance -= n
            return True

    @property
    def balance(self):
        with self._lock:
            return self._balance
