"""Pool: the free items, the items that are out, and a condition to wait on until one comes back."""

from collections.abc import Hashable, Sequence
from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Pool(Generic[T]):
    """A few items that many threads share, each item used by one thread at a time."""

    def __init__(self, items: Sequence[T]) -> None:
        self._in = list(items)
        # A count of the items that are out would not do: only the set can tell a stranger's boat
        # from ours.
        self._out: set[T] = set()
        self._came_back = Condition()

    def acquire(self) -> T:
        """Return an item for the caller alone; wait while there is none."""
        with self._came_back:
            # Check again after each wake-up: another thread may have been faster.
            while not self._in:
                self._came_back.wait()
            item = self._in.pop()
            self._out.add(item)
            # The lock is free from here on. If it were held until release(), one thread would
            # have all the items to itself.
            return item

    def release(self, item: T) -> None:
        """Take an item back; raise ValueError if it is not out."""
        with self._came_back:
            # First check, then change: a call that is refused has changed nothing. And both under
            # the lock, or two threads could bring back the same item.
            if item not in self._out:
                raise ValueError(f"{item!r} is not out")
            self._out.remove(item)
            self._in.append(item)
            self._came_back.notify()
