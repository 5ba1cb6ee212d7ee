"""Pool.

A lake has three boats for hire. Whoever comes to the jetty gets one, any of
them, as long as there is one; who comes when all are out sits down on the bench
until somebody rows back. Often it is not the one who hired the boat that brings
it back, and that is fine. But the keeper counts: a boat that is tied up already
cannot come back once more, and a stranger's boat has no place at this jetty.

The contract:

- `Pool(items)` lends the items of a list. They are different things, hashable,
  and each equals only itself. `None` and 0 can be items too.
- `acquire()` gives an item that nobody else has; while all are out it waits.
  Which one it gives is up to you.
- All of the items can be out at the same time.
- `release(item)` takes it back, and somebody who waits gets it. Any thread may
  bring it back.
- Releasing a thing that is no item of this pool, or an item that is not out,
  is a `ValueError` and changes nothing.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Pool(Generic[T]):
    """A few things that many may use, one user each at a time."""

    def __init__(self, items: Sequence[T]) -> None:
        raise NotImplementedError

    def acquire(self) -> T:
        """An item for the caller alone; wait while there is none."""
        raise NotImplementedError

    def release(self, item: T) -> None:
        """Take an item back; ValueError if it is not out."""
        raise NotImplementedError
