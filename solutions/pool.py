"""Pool: what is in, what is out, and a condition to wait on until something comes back."""

from collections.abc import Hashable, Sequence
from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Pool(Generic[T]):
    """A few items that many threads share, each item used by one thread at a time."""

    def __init__(self, items: Sequence[T]) -> None:
        self._in = list(items)
        # A count of what is out would not do: only the set can tell a stranger's boat from ours.
        self._out: set[T] = set()
        self._came_back = Condition()

    def acquire(self) -> T:
        """Return an item for the caller alone; wait while there is none."""
        with self._came_back:
            # Look again after each wake-up: another thread may have been quicker.
            while not self._in:
                self._came_back.wait()
            item = self._in.pop()
            self._out.add(item)
            # The lock is free again from here on. If it were kept until release(), one user would
            # have all the items to himself.
            return item

    def release(self, item: T) -> None:
        """Take an item back; raise ValueError if it is not out."""
        with self._came_back:
            # First the question, then the change: whoever is refused has changed nothing. And
            # both under the lock, or two threads could bring the same item back.
            if item not in self._out:
                raise ValueError(f"{item!r} is not out")
            self._out.remove(item)
            self._in.append(item)
            self._came_back.notify()
