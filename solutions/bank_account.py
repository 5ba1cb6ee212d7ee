"""Bank account: look and act under one lock, so that nobody comes between."""

from threading import Lock


class Account:
    """An account that can never be overdrawn."""

    def __init__(self, balance: int) -> None:
        self._lock = Lock()
        self._balance = balance

    def deposit(self, n: int) -> None:
        """Add `n`."""
        # Before the lock: it looks at nothing that is shared.
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        with self._lock:
            self._balance += n

    def withdraw(self, n: int) -> bool:
        """Subtract `n` if the balance is large enough; return whether it was."""
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        # The answer of the comparison is true only as long as the lock is held. Let go of it
        # between looking and taking, and the money that was seen may be gone.
        with self._lock:
            # The field, not the property: that would ask for the lock which is held here.
            if self._balance < n:
                return False  # with gives the lock back on this way out, too
            self._balance -= n
            return True

    @property
    def balance(self) -> int:
        """The current balance."""
        with self._lock:
            return self._balance
