# fails: wrong
"""The first money is forgotten: every account opens at 0."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._lock = Lock()
        self._balance = 0

    def deposit(self, n):
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        with self._lock:
            self._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        with self._lock:
            if self._balance < n:
                return False
            self._balance -= n
            return True

    @property
    def balance(self):
        with self._lock:
            return self._balance
