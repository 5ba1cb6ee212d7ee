# fails: wrong
"""A withdrawal that finds the lock taken says False, although there is money enough."""

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
        if not self._lock.acquire(blocking=False):
            return False
        try:
            if self._balance < n:
                return False
            self._balance -= n
            return True
        finally:
            self._lock.release()

    @property
    def balance(self):
        with self._lock:
            return self._balance
