"""Time out and try again: put everything back, and start with the account that was taken."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from random import uniform
from threading import Lock

SHORT, LONG = 0.01, 0.02
"""Seconds to wait for a lock with others in hand, at least and at most."""


class Bank:
    """Accounts between which money moves without getting lost."""

    def __init__(self, balances: Mapping[Hashable, int]) -> None:
        self._balances = dict(balances)
        self._locks = {account: Lock() for account in balances}

    @contextmanager
    def _held(self, accounts: Iterable[Hashable]) -> Iterator[None]:
        """Hold the locks of all these accounts during the block."""
        queue = deque(accounts)
        while True:
            # A thread that holds nothing is in no other thread's way, and may wait as long as it
            # takes.
            self._locks[queue[0]].acquire()
            held = 1
            # A thread that holds something may not. Each waits for a different time: two that
            # meet give up one after the other, and the one that is still waiting gets through.
            # With the same time for all they could give up, and start again, in step.
            while held < len(queue) and self._locks[queue[held]].acquire(timeout=uniform(SHORT, LONG)):
                held += 1
            if held == len(queue):
                break
            self._give_back(islice(queue, held))
            # Start with the account that was taken: meanwhile its owner can continue undisturbed.
            queue.rotate(-held)
        try:
            yield
        finally:
            self._give_back(queue)

    def _give_back(self, accounts: Iterable[Hashable]) -> None:
        for account in accounts:
            self._locks[account].release()

    def transfer(self, src: Hashable, dst: Hashable, amount: int) -> bool:
        """Move money; return False and change nothing if there is not enough."""
        # With one account there is one lock, and no thread can take it twice, however long it
        # waits.
        if src == dst:
            return True
        with self._held((src, dst)):
            if self._balances[src] < amount:
                return False
            self._balances[src] -= amount
            self._balances[dst] += amount
            return True

    def total(self) -> int:
        """Return the sum of all accounts."""
        with self._held(self._locks):
            return sum(self._balances.values())
