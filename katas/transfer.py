"""Transfer.

A bank moves money from one account to another, and many tellers do so at the
same time. Anna sends Ben ten crowns in the moment in which Ben sends Anna
twenty: each teller puts a hand on one account, reaches for the other, and both
stand there until the bank closes. And while all this goes on the auditor walks
through and wants to know how much money there is. It had better be as much as
yesterday.

The contract:

- `Bank(balances)` opens the accounts of a dict of account to amount.
- `transfer(src, dst, amount)` takes `amount` from `src`, gives it to `dst` and
  returns True. If there is less than that on `src` it changes nothing and
  returns False, at once. Amounts are positive.
- `total()` is the sum of all accounts. No money is on the way: whatever
  transfers are under way, every `total()` is the sum of the beginning.
- No deadlock, in whatever directions money goes.
- A transfer from an account to itself changes nothing; True or False, as you
  like.
- Two transfers over four different accounts can be in progress together: one
  need not wait until the other is over. A lock that all share is fine where it
  is held only for a moment, for the bookkeeping.

Allowed: Lock and RLock.
"""

from collections.abc import Hashable, Mapping


class Bank:
    """Accounts between which money moves and never gets lost."""

    def __init__(self, balances: Mapping[Hashable, int]) -> None:
        raise NotImplementedError

    def transfer(self, src: Hashable, dst: Hashable, amount: int) -> bool:
        """Move money; False, and no change, if there is not enough."""
        raise NotImplementedError

    def total(self) -> int:
        """The sum of all accounts."""
        raise NotImplementedError
