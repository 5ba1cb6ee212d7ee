"""The checked formula is wrong: fails whenever `check` runs after both other threads."""

from collections.abc import Callable
from threading import Lock, Thread


class Account:
    def __init__(self) -> None:
        self.lock = Lock()
        self.x, self.y, self.z = 1, 2, 4
        self.balance = self.x
        self.deposited = self.withdrawn = False

    def check(self) -> None:
        with self.lock:
            if self.deposited and self.withdrawn:
                assert self.balance == (self.x - self.y) - self.z  # it is (x + y) - z

    def deposit(self) -> None:
        with self.lock:
            self.balance += self.y
            self.deposited = True

    def withdraw(self) -> None:
        with self.lock:
            self.balance -= self.z
            self.withdrawn = True


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _leave(*bodies: Callable[[], None]) -> None:
    """Start the threads, and return without joining them.

    In the original the end of main ends the process; where daemon threads go on after it, this is as with joins.
    """
    for body in bodies:
        Thread(target=body, daemon=True).start()


def account() -> None:
    """With joins: no preemption needed."""
    one = Account()
    _run(one.check, one.deposit, one.withdraw)


def account_nojoin() -> None:
    """As in the original: main does not wait."""
    one = Account()
    _leave(one.check, one.deposit, one.withdraw)
