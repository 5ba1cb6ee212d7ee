"""Bounded buffer by counting: one semaphore for the free places, one for the items."""

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer:
    """A first-in, first-out buffer for at most `capacity` items."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        # The two always add up to the capacity, except for items that are on their way in or out.
        self._places = Semaphore(capacity)
        self._ready = Semaphore(0)
        self._items: deque[object] = deque()
        # The semaphores say how many threads may continue, not that only one of them does: with
        # two free places two producers come through at once. The lock keeps them apart.
        self._mutex = Lock()

    def put(self, item: object) -> None:
        """Add `item` at the end; wait while the buffer is full."""
        # Wait before the lock, never inside it: a producer that waits for room while holding the
        # lock keeps out the consumer that would make room.
        self._places.acquire()
        with self._mutex:
            self._items.append(item)
        # Only now, when the item is in. Earlier, a fast consumer would find nothing.
        self._ready.release()

    def get(self) -> object:
        """Remove and return the oldest item; wait while the buffer is empty."""
        self._ready.acquire()
        with self._mutex:
            item = self._items.popleft()
        # Only now, when the item is out. Earlier, there would be one item too many for a moment.
        self._places.release()
        return item
