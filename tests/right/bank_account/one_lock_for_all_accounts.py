# passes
"""One lock for every account there is, in a decorator: coarse, but nobody is let in too early."""

from functools import wraps
from threading import Lock

_bank = Lock()


def alone(method):
    @wraps(method)
    def locked(self, *args):
        with _bank:
            return method(self, *args)

    return locked


class Account:
    def __init__(self, balance):
        self._balance = balance

    @alone
    def deposit(self, n):
        if not n > 0:
            raise ValueError(n)
        self._balance = self._balance + n

    @alone
    def withdraw(self, n):
        if not n > 0:
            raise ValueError(n)
        if short := n > self._balance:
            return not short
        self._balance = self._balance - n
        return True

    @property
    @alone
    def balance(self):
        return self._balance
