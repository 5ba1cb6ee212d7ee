"""Bank account.

A couple shares an account with 100 on it. One afternoon each of them asks for
60, at the same moment, at two different cash machines. Both machines check the
balance: 100 is enough. Both pay out. The bank has paid 120, and yet no single
check was wrong. Checking the balance and paying out have to be one step.

The contract:

- `Account(balance)` opens an account with that balance.
- `deposit(n)` adds `n` to the balance.
- `withdraw(n)` subtracts `n` and returns True if the balance is at least `n`.
  The whole balance can be withdrawn.
- If the balance is less than `n`, `withdraw` returns False at once and changes
  nothing.
- `balance` is the current balance. It can be read at any time, and never shows a
  negative number or a change that is only half done.
- No money is lost and none appears, however many threads call at the same time.
- If `n` is zero or less, `deposit` and `withdraw` raise `ValueError` and change
  nothing. The account works as before afterwards.
- Two accounts are independent of each other.

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
        """Subtract `n` if the balance is large enough; return whether it was."""
        raise NotImplementedError

    @property
    def balance(self) -> int:
        """The current balance."""
        raise NotImplementedError
