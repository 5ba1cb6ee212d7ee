"""Pool.

A lake has three boats for hire. When you come to the jetty you get one, any of
them, as long as one is there. If all boats are out, you sit down on the bench
until somebody rows back. The person who brings a boat back is often not the one
who hired it, and that is fine. But the keeper counts: a boat that is already
tied up cannot come back once more, and a stranger's boat is not accepted here.

The contract:

- `Pool(items)` lends the items of a list. They are different objects, hashable,
  and each is equal only to itself. `None` and 0 can be items too. The list belongs
  to the pool: the caller neither changes it afterwards nor reads it.
- `acquire()` returns an item that no other thread has. While all items are out, it
  waits. Which item it returns is up to you.
- All items can be out at the same time.
- `release(item)` takes the item back, and a waiting thread gets it. Any thread may
  release it.
- To release a hashable object that is not an item of this pool, or an item that is
  not out, is a `ValueError` and changes nothing.
- Two pools are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Pool(Generic[T]):
    """A few items that many threads share, each item used by one thread at a time."""

    def __init__(self, items: Sequence[T]) -> None:
        raise NotImplementedError

    def acquire(self) -> T:
        """Return an item for the caller alone; wait while there is none."""
        raise NotImplementedError

    def release(self, item: T) -> None:
        """Take an item back; raise ValueError if it is not out."""
        raise NotImplementedError
