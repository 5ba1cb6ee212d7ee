"""Bounded buffer.

A bakery has a counter with room for a fixed number of loaves. The bakers set
loaves down at one end, the shop hands them out at the other, oldest first.
When the counter is full a baker stands and waits; when it is empty a customer
does. Nobody looks again and again whether something has changed: they wait,
and are woken.

The contract:

- `put(item)` adds an item at the end. While the buffer is full it blocks.
- `get()` removes and returns the oldest item. While it is empty it blocks.
- A blocked `put` goes on when there is room, a blocked `get` when there is an item.
- First in, first out. Every item put is got once: none lost, none twice.
- Never more than `capacity` items inside, not even for a moment.
- Any object is an item: `None`, `0` and `""` too.
- A capacity below 1 is a `ValueError`.
- Any number of threads may call `put` and `get` at any time.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore, and whatever
collection you like to keep the items in (not `queue`, that would be the answer).
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
