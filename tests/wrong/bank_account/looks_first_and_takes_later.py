# fails: wrong
"""Looks under the lock, lets go of it, and takes under the lock: what was seen is gone by then."""

from threading import Lock


class Account:
    def __init__(self, balance):
        self.lock = Lock()
        self.money = balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("more than zero")
        with self.lock:
            self.money += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("more than zero")
        with self.lock:
            enough = self.money >= n
        if not enough:
            return False
        with self.lock:
            self.money -= n
        return True

    @property
    def balance(self):
        with self.lock:
            return self.money


# mend: The look and the taking belong under one lock.
