"""Bounded buffer, by counting.

It is the same bakery, but now there is a box of tokens. A green token stands for
a free place on the counter, a red one for a loaf. To put down a loaf, a baker
takes a green token and leaves a red one. To buy a loaf, a customer takes a red
token and leaves a green one. If there is no token of the right colour, you wait
for one. Nobody has to look at the counter to know whether there is room.

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

Allowed: Semaphore, BoundedSemaphore and Lock, and any collection to keep the
items in, except `queue`, which would be the answer. No Condition here: the point
is to see how far you get by counting.
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
