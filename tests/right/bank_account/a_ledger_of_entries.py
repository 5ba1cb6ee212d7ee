# passes
"""Nothing is ever overwritten: each movement is an entry, and the balance is their sum."""

from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True)
class _Entry:
    amount: int

    @classmethod
    def of(cls, n):
        if n <= 0:
            raise ValueError("there are no such entries")
        return cls(n)


@dataclass(init=False)
class Account:
    entries: list = field(default_factory=list)

    def __init__(self, balance):
        self.lock = Lock()
        self.entries = [_Entry(balance)]

    def deposit(self, n):
        with self.lock:
            self.entries.append(_Entry.of(n))

    def withdraw(self, n):
        with self.lock:
            entry = _Entry.of(n)
            if self._sum() < entry.amount:
                return False
            self.entries.append(_Entry(-entry.amount))
            return True

    def _sum(self):
        return sum(entry.amount for entry in self.entries)

    @property
    def balance(self):
        with self.lock:
            return self._sum()
