"""A buffer that can be closed.

The bakery closes for the day. What lies on the counter is still sold, to the
last loaf; but no baker may set down another one, not even those who have been
standing there with a full tray, waiting for room. And whoever still waits for
a loaf when the counter is empty is sent home, instead of waiting all night for
a baker who will not come.

The contract:

- `put(item)` and `get()` are those of a bounded buffer: first in, first out,
  never more than `capacity` items inside, nothing lost and nothing twice. `put`
  blocks while the buffer is full, `get` while it is empty. Any object is an
  item, `None` too.
- After `close()` every `put` raises `Closed`, whether there is room or not. So
  does a `put` that was waiting for room at that moment. Its item is not stored.
- After `close()` `get` goes on giving out what is inside. When nothing is left
  it raises `Closed`, now and ever after, instead of waiting. So does a `get`
  that was waiting for an item when the buffer was closed.
- `close()` wakes every waiter. It waits for nobody itself, neither for room nor
  for those who are still to take their items.
- `close()` may come twice, and from two threads at once: the second changes nothing.
- A `put` that comes at the same time as `close()` may go either way. If it
  returns, its item is got; if it raises `Closed`, it is not.
- A capacity below 1 is a `ValueError`.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore, and whatever
collection you like to keep the items in (not `queue`, that would be the answer).
"""


class Closed(Exception):
    """The buffer is closed: no item goes in any more, or none is left to come out."""


class CloseableBuffer:
    """A first-in, first-out buffer for at most `capacity` items, until it is closed."""

    def __init__(self, capacity: int) -> None:
        raise NotImplementedError

    def put(self, item: object) -> None:
        """Add `item` at the end; wait while the buffer is full; Closed once it is closed."""
        raise NotImplementedError

    def get(self) -> object:
        """Remove and return the oldest item; wait while there is none; Closed if none will come."""
        raise NotImplementedError

    def close(self) -> None:
        """Take no more items, and let nobody wait any longer."""
        raise NotImplementedError
