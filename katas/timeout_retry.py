"""Time out and try again.

The same bank as in `transfer`, but it has grown: accounts are kept in many
towns, and nobody can say any more which of two comes first. So the tellers have
a new rule. Take one account, and then try for the other, but not for ever. If
it does not come free in time, put back what you have, so that others can go on,
and begin again. It works, except on the days when two tellers put back at the
same moment, reach out again at the same moment, and go on like this, very
politely, until the bank closes.

The contract is that of `transfer`:

- `Bank(balances)` opens the accounts of a dict of account to amount.
- `transfer(src, dst, amount)` takes `amount` from `src`, gives it to `dst` and
  returns True. If there is less than that on `src` it changes nothing and
  returns False. That is the only reason to say False: a lock that is taken is
  a reason to try again. Amounts are positive.
- `total()` is the sum of all accounts, whatever transfers are under way.
- No deadlock, and no livelock either: two who give way must not do so in step.
- A transfer from an account to itself changes nothing; True or False, as you
  like.
- Two transfers over four different accounts can be in progress together.

Allowed: Lock, and `acquire(timeout=...)`. One lock for each account, taken in
no fixed order. Do not sleep: a wait for a lock is a wait that can end early.
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
