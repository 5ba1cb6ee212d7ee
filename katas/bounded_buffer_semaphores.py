"""Bounded buffer, by counting.

The same bakery, but the shop has found a box of tokens. A green token is a
free place on the counter, a red one is a loaf. A baker who wants to set down a
loaf needs a green token, and leaves a red one; a customer needs a red token,
and leaves a green one. Whoever finds no token of the right colour waits for
one. Nobody has to look at the counter to know whether there is room.

The contract:

- `put(item)` adds an item at the end. While the buffer is full it blocks.
- `get()` removes and returns the oldest item. While it is empty it blocks.
- A blocked `put` goes on when there is room, a blocked `get` when there is an item.
- First in, first out. Every item put is got once: none lost, none twice.
- Never more than `capacity` items inside, not even for a moment.
- Any object is an item: `None`, `0` and `""` too.
- A capacity below 1 is a `ValueError`.
- Any number of threads may call `put` and `get` at any time.

Allowed: Semaphore, BoundedSemaphore and Lock, and whatever collection you like
to keep the items in (not `queue`, that would be the answer). No Condition here:
the point is to see how far you get by counting.
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
