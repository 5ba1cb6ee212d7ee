"""Once: check, and check again while holding the lock."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A value that is made when it is first needed."""

    def __init__(self, factory: Callable[[], T]) -> None:
        self._factory = factory
        # A lock for each object: the factory may use another Once while this one's lock is held.
        self._lock = Lock()
        # A list, because None is a value like any other: an empty list means "not made yet".
        self._made: list[T] = []

    def get(self) -> T:
        """Return the value; the first call makes it."""
        # No lock where none is needed: once it is filled, the list never changes again.
        if not self._made:
            with self._lock:
                # Check again: another thread may have made the value while this one waited for
                # the lock.
                if not self._made:
                    # The factory runs before anything is stored. If it raises, nothing is stored,
                    # `with` releases the lock, and the next thread tries again.
                    self._made.append(self._factory())
        return self._made[0]
