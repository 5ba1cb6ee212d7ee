"""Once: look, and look again with the lock in hand."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A value that is made when it is first needed."""

    def __init__(self, factory: Callable[[], T]) -> None:
        self._factory = factory
        # A lock of our own: the factory may use another Once while it holds this one.
        self._lock = Lock()
        # A list, because None is a value like any other: empty means not yet.
        self._made: list[T] = []

    def get(self) -> T:
        """Return the value; the first call makes it."""
        # No lock where there is no need: once it is filled, the list never changes again.
        if not self._made:
            with self._lock:
                # Look again: another thread may have made it while we waited for the lock.
                if not self._made:
                    # The factory runs before anything is stored. If it raises, nothing is, `with`
                    # gives the lock back, and the next one tries again.
                    self._made.append(self._factory())
        return self._made[0]
