# passes
"""Deposits and withdrawals are one method with a sign, between acquire, try and finally."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self._mutex = Lock()
        self._amount = balance

    def _change(self, by):
        self._mutex.acquire()
        try:
            after = self._amount + by
            if after < 0:
                return False
            self._amount = after
            return True
        finally:
            self._mutex.release()

    def deposit(self, n):
        self._change(positive(n))

    def withdraw(self, n):
        return self._change(-positive(n))

    @property
    def balance(self):
        # One field, always a whole amount: no lock is needed to read it.
        return self._amount


def positive(n):
    if n <= 0:
        raise ValueError(f"the amount must be more than zero, not {n}")
    return n
