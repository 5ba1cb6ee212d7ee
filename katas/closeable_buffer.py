"""A buffer that can be closed.

The bakery closes for the day. The loaves on the counter are still sold, down to
the last one. But no baker may put down another loaf, not even those who are
already standing there with a full tray, waiting for room. And when the counter
is empty, the customers who are still waiting are sent home. They do not wait all
night for a baker who will not come.

The contract:

- `put(item)` and `get()` are those of a bounded buffer: first in, first out,
  never more than `capacity` items inside, no item lost and none twice. `put`
  blocks while the buffer is full, `get` while it is empty. Any object can be an
  item, `None` included.
- After `close()` every `put` raises `Closed`, whether there is room or not. So
  does a `put` that is waiting for room when `close()` is called. Its item is not
  stored.
- After `close()` `get` still returns the items that are inside. When none is
  left, every `get` raises `Closed` instead of waiting. So does a `get` that is
  waiting for an item when `close()` is called.
- `close()` wakes all waiting threads. It does not wait itself, neither for room
  nor until the remaining items have been taken.
- `close()` may be called twice, also by two threads at once: the second call
  changes nothing.
- A `put` that runs at the same time as `close()` may succeed or fail. If it
  returns, its item comes out; if it raises `Closed`, its item does not.
- A capacity below 1 is a `ValueError`.
- Two buffers are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore, and any collection
to keep the items in, except `queue`, which would be the answer.
"""


class Closed(Exception):
    """The buffer is closed: it takes no more items, or has none left."""


class CloseableBuffer:
    """A first-in, first-out buffer for at most `capacity` items, until it is closed."""

    def __init__(self, capacity: int) -> None:
        raise NotImplementedError

    def put(self, item: object) -> None:
        """Add `item` at the end; wait while the buffer is full; raise Closed once it is closed."""
        raise NotImplementedError

    def get(self) -> object:
        """Remove and return the oldest item; wait while there is none; raise Closed if none will come."""
        raise NotImplementedError

    def close(self) -> None:
        """Accept no more items, and wake all waiting threads."""
        raise NotImplementedError
