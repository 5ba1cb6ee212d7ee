"""Transfer: one lock for each account, always taken in the same order."""

from collections.abc import Hashable, Mapping
from contextlib import ExitStack
from threading import Lock


class Bank:
    """Accounts between which money moves without getting lost."""

    def __init__(self, balances: Mapping[Hashable, int]) -> None:
        self._balances = dict(balances)
        self._locks = {account: Lock() for account in balances}
        # Any order will do, as long as it never changes: here the order in which the accounts
        # were opened, not what is on them. The accounts need not be comparable for that.
        self._places = {account: place for place, account in enumerate(balances)}

    def transfer(self, src: Hashable, dst: Hashable, amount: int) -> bool:
        """Move money; return False and change nothing if there is not enough."""
        # The two locks would be the same one, and no thread can take a Lock twice.
        if src == dst:
            return True
        # If every thread takes the lower place first, a cycle of waiting threads would need one
        # that waits for a lower place than one it holds. There is no such thread.
        first, second = sorted((src, dst), key=self._places.__getitem__)
        with self._locks[first], self._locks[second]:
            if self._balances[src] < amount:
                return False
            self._balances[src] -= amount
            self._balances[dst] += amount
            return True

    def total(self) -> int:
        """Return the sum of all accounts."""
        with ExitStack() as all_locks:
            # All of them, in the same order, and none is released before the last account is
            # read. Otherwise money that moves meanwhile is counted twice or not at all.
            for lock in self._locks.values():
                all_locks.enter_context(lock)
            return sum(self._balances.values())
