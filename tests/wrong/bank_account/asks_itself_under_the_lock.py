# fails: deadlock
"""withdraw looks at the property while it holds the lock, and the property wants the same lock."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._lock = Lock()
        self._balance = balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("n must be positive")
        with self._lock:
            self._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("n must be positive")
        with self._lock:
            if self.balance < n:
                return False
            self._balance -= n
            return True

    @property
    def balance(self):
        with self._lock:
            return self._balance
