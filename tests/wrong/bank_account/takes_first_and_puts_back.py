# fails: wrong
"""Takes the money, sees that it was not there, and puts it back: meanwhile others are refused."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._lock = Lock()
        self._balance = balance

    def _add(self, n):
        with self._lock:
            self._balance += n
            return self._balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("n must be positive")
        self._add(n)

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("n must be positive")
        if self._add(-n) < 0:
            self._add(n)
            return False
        return True

    @property
    def balance(self):
        with self._lock:
            return self._balance


# mend: Look before you take, under the same lock.
