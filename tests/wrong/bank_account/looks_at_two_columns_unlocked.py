# fails: wrong
"""The balance is the difference of two sums, read one after the other without the lock."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._lock = Lock()
        self._paid_in = balance
        self._paid_out = 0

    def deposit(self, n):
        if n <= 0:
            raise ValueError("n must be positive")
        with self._lock:
            self._paid_in += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("n must be positive")
        with self._lock:
            if self._paid_in - self._paid_out < n:
                return False
            self._paid_out += n
            return True

    @property
    def balance(self):
        return self._paid_in - self._paid_out
