# fails: wrong
"""Only taking is guarded, since adding can never overdraw; but a deposit gets lost."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._balance = balance
        self._lock = Lock()

    def deposit(self, n):
        if n <= 0:
            raise ValueError("an amount must be positive")
        self._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("an amount must be positive")
        with self._lock:
            if n > self._balance:
                return False
            self._balance -= n
            return True

    @property
    def balance(self):
        with self._lock:
            return self._balance
