# passes
"""Paid in and paid out are kept apart; whoever needs both reads both under the lock."""

from contextlib import contextmanager
from threading import Lock


class Account:
    __slots__ = ("_book", "_lock")

    def __init__(self, balance):
        self._lock = Lock()
        self._book = {"in": balance, "out": 0}

    @contextmanager
    def _open_book(self):
        with self._lock:
            yield self._book

    def deposit(self, n):
        with self._open_book() as book:
            if n <= 0:
                raise ValueError("n must be positive")
            book["in"] += n

    def withdraw(self, n):
        with self._open_book() as book:
            if n <= 0:
                raise ValueError("n must be positive")
            enough = book["in"] - book["out"] >= n
            if enough:
                book["out"] += n
            return enough

    @property
    def balance(self):
        with self._open_book() as book:
            return book["in"] - book["out"]
