"""Transfer.

A bank moves money between accounts, and many tellers do so at the same time.
Anna sends Ben ten crowns at the moment when Ben sends Anna twenty. Each teller
puts a hand on one account and reaches for the other, and both stand there until
the bank closes. And while all this is going on, an auditor walks through and asks
how much money there is. It had better be as much as yesterday.

The contract:

- `Bank(balances)` opens the accounts of a dict of account to amount. The dict
  belongs to the bank: the caller neither changes it afterwards nor reads it.
- `transfer(src, dst, amount)` moves `amount` from `src` to `dst` and returns True.
  If `src` has less than that, it changes nothing and returns False at once.
  Amounts are positive.
- `total()` is the sum of all accounts. Money is never missing while it moves: every
  `total()` is the sum at the start, whatever transfers are in progress.
- There is no deadlock, in whatever direction the money moves.
- A transfer from an account to itself changes nothing. It may return True or False.
- Two transfers between four different accounts can be in progress at the same
  time: neither has to wait until the other is over. All transfers may share one
  lock for bookkeeping, such as finding the accounts, but not while money moves.
- Two banks are independent of each other.

Allowed: Lock and RLock.
"""

from collections.abc import Hashable, Mapping


class Bank:
    """Accounts between which money moves without getting lost."""

    def __init__(self, balances: Mapping[Hashable, int]) -> None:
        raise NotImplementedError

    def transfer(self, src: Hashable, dst: Hashable, amount: int) -> bool:
        """Move money; return False and change nothing if there is not enough."""
        raise NotImplementedError

    def total(self) -> int:
        """Return the sum of all accounts."""
        raise NotImplementedError
