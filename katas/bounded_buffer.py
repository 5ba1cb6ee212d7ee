"""Bounded buffer.

A bakery has a counter with room for a fixed number of loaves. The bakers put
loaves down at one end, and the shop sells them at the other end, oldest first.
When the counter is full, a baker has to wait; when it is empty, a customer does.
Nobody keeps looking to see whether something has changed: they sleep, and are
woken.

The contract:

- `put(item)` adds an item at the end. While the buffer is full it blocks.
- `get()` removes and returns the oldest item. While the buffer is empty it blocks.
- A blocked `put` continues when there is room, a blocked `get` when there is an
  item.
- First in, first out. Every item comes out once: none is lost, none comes twice.
- There are never more than `capacity` items inside, not even for a moment.
- Any object can be an item, `None`, `0` and `""` included.
- A capacity below 1 is a `ValueError`.
- Any number of threads may call `put` and `get` at any time.
- Two buffers are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore, and any collection
to keep the items in, except `queue`, which would be the answer.
"""


class BoundedBuffer:
    """A first-in, first-out buffer for at most `capacity` items."""

    def __init__(self, capacity: int) -> None:
        raise NotImplementedError

    def put(self, item: object) -> None:
        """Add `item` at the end; wait while the buffer is full."""
        raise NotImplementedError

    def get(self) -> object:
        """Remove and return the oldest item; wait while the buffer is empty."""
        raise NotImplementedError
