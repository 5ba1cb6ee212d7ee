"""Bank account: check and change the balance under one lock, so that no other thread comes between."""

from threading import Lock


class Account:
    """An account that can never be overdrawn."""

    def __init__(self, balance: int) -> None:
        self._lock = Lock()
        self._balance = balance

    def deposit(self, n: int) -> None:
        """Add `n`."""
        # Before the lock: this reads nothing that is shared.
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        with self._lock:
            self._balance += n

    def withdraw(self, n: int) -> bool:
        """Subtract `n` if the balance is large enough; return whether it was."""
        if n <= 0:
            raise ValueError("an amount must be more than zero")
        # The comparison stays true only while the lock is held. If the lock were released between
        # checking and subtracting, the money could be gone by then.
        with self._lock:
            # The field, not the property: the property would ask for the lock that is already
            # held here.
            if self._balance < n:
                return False  # with releases the lock on this way out, too
            self._balance -= n
            return True

    @property
    def balance(self) -> int:
        """The current balance."""
        with self._lock:
            return self._balance
