# fails: deadlock
"""The early return of a refused withdrawal leaves the account locked behind it."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._balance = balance
        self._lock = Lock()

    def deposit(self, n):
        if n <= 0:
            raise ValueError("an amount must be positive")
        self._lock.acquire()
        self._balance += n
        self._lock.release()

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("an amount must be positive")
        self._lock.acquire()
        if n > self._balance:
            return False
        self._balance -= n
        self._lock.release()
        return True

    @property
    def balance(self):
        self._lock.acquire()
        balance = self._balance
        self._lock.release()
        return balance
