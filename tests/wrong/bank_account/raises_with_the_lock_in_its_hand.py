# fails: deadlock
"""The error for a bad amount is raised between acquire and release: the account stays locked."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self.lock = Lock()
        self.total = balance

    def _check(self, n):
        if n <= 0:
            raise ValueError(f"{n} is no amount")

    def deposit(self, n):
        self.lock.acquire()
        self._check(n)
        self.total += n
        self.lock.release()

    def withdraw(self, n):
        self.lock.acquire()
        self._check(n)
        enough = self.total >= n
        if enough:
            self.total -= n
        self.lock.release()
        return enough

    @property
    def balance(self):
        with self.lock:
            return self.total
