"""Time out and try again.

This is the bank of `transfer`, but it has grown. Its accounts are kept in many
towns, and nobody can say any more which of two accounts comes first. So the
tellers have a new rule: take one account, then try to get the other, but not
forever. If it does not become free in time, put back what you have, so that
others can continue, and start again. That works, except on days when two tellers
put back at the same moment, reach out again at the same moment, and go on like
this, very politely, until the bank closes.

The contract is that of `transfer`:

- `Bank(balances)` opens the accounts of a dict of account to amount. The dict
  belongs to the bank: the caller neither changes it afterwards nor reads it.
- `transfer(src, dst, amount)` moves `amount` from `src` to `dst` and returns True.
  If `src` has less than that, it changes nothing and returns False. That is the
  only reason for False: a lock that is taken is a reason to try again. Amounts are
  positive, and numbers of any type: the bank computes with them as they are.
- `total()` is the sum of all accounts. It is always the sum at the start, whatever
  transfers are in progress.
- There is no deadlock, and no livelock either: two threads that give way must not
  do so in step.
- A transfer from an account to itself changes nothing. It may return True or False.
- Two transfers between four different accounts can be in progress at the same time.
- Two banks are independent of each other.

Allowed: Lock, and `acquire(timeout=...)`. Use one lock for each account, in no
fixed order. Do not sleep: waiting for a lock can end early, sleeping cannot.
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
