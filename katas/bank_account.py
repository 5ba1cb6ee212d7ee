"""Bank account.

A couple shares an account with 100 on it. On the same afternoon, at two cash
machines, each asks for 60. Both machines look: 100 is enough. Both pay out.
The bank has given away 120 and cannot say when the account was short, because
each time somebody looked it was not. Looking and paying have to be one step.

The contract:

- `Account(balance)` is an account with that much on it.
- `deposit(n)` adds `n`.
- `withdraw(n)` takes `n` off and returns True if there is enough for it; the
  whole balance is enough for the whole balance.
- If there is not enough, it returns False at once and changes nothing.
- `balance` is what is on the account. Whoever looks, at any time, sees an
  amount that really was on it: never less than nothing, no half of a change.
- No money is lost and none is made, whoever calls what at the same time.
- `n` of zero or less is a `ValueError`, for both, and changes nothing.
- After that, too, the account works on as before.

Allowed: Lock.
"""


class Account:
    """An account that can never be overdrawn."""

    def __init__(self, balance: int) -> None:
        raise NotImplementedError

    def deposit(self, n: int) -> None:
        """Add `n`."""
        raise NotImplementedError

    def withdraw(self, n: int) -> bool:
        """Take `n` off if there is enough; say whether there was."""
        raise NotImplementedError

    @property
    def balance(self) -> int:
        """What is on the account."""
        raise NotImplementedError
