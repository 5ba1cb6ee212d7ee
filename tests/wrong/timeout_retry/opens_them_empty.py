# fails: wrong
"""Opens an account for each name, and forgets the money."""

from collections import deque
from contextlib import contextmanager
from itertools import islice
from random import uniform
from threading import Lock

SHORT, LONG = (0.01, 0.02)
"Seconds to wait for a lock with others in hand, at least and at most."


class Bank:
    def __init__(self, balances):
        self._balances = dict.fromkeys(balances, 0)
        self._locks = {account: Lock() for account in balances}

    @contextmanager
    def _held(self, accounts):
        queue = deque(accounts)
        while True:
            self._locks[queue[0]].acquire()
            held = 1
            while held < len(queue) and self._locks[queue[held]].acquire(timeout=uniform(SHORT, LONG)):
                held += 1
            if held == len(queue):
                break
            self._give_back(islice(queue, held))
            queue.rotate(-held)
        try:
            yield
        finally:
            self._give_back(queue)

    def _give_back(self, accounts):
        for account in accounts:
            self._locks[account].release()

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        with self._held((src, dst)):
            if self._balances[src] < amount:
                return False
            self._balances[src] -= amount
            self._balances[dst] += amount
            return True

    def total(self):
        with self._held(self._locks):
            return sum(self._balances.values())
