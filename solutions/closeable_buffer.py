"""A buffer that can be closed: being closed is one more thing to wait for."""

from collections import deque
from threading import Condition, Lock


class Closed(Exception):
    """The buffer is closed: it takes no more items, or has none left."""


class CloseableBuffer:
    """A first-in, first-out buffer for at most `capacity` items, until it is closed."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._capacity = capacity
        self._items: deque[object] = deque()
        self._closed = False
        lock = Lock()
        self._not_full = Condition(lock)
        self._not_empty = Condition(lock)

    def put(self, item: object) -> None:
        """Add `item` at the end; wait while the buffer is full; raise Closed once it is closed."""
        with self._not_full:
            while len(self._items) == self._capacity and not self._closed:
                self._not_full.wait()
            # Checked after the wait and not before it: the buffer may have been closed meanwhile.
            # This check comes first, because once the buffer is closed even free room is of no
            # use.
            if self._closed:
                raise Closed
            self._items.append(item)
            self._not_empty.notify()

    def get(self) -> object:
        """Remove and return the oldest item; wait while there is none; raise Closed if none will come."""
        with self._not_empty:
            while not self._items and not self._closed:
                self._not_empty.wait()
            # Here the items come first: what is inside is returned, closed or not.
            if not self._items:
                raise Closed
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def close(self) -> None:
        """Accept no more items, and wake all waiting threads."""
        with self._not_full:
            self._closed = True
            # All waiting threads on both sides must know, and none of them passes the wake-up on.
            # An item that means "closed" would not do: it would need room, and the buffer may be
            # full.
            self._not_full.notify_all()
            self._not_empty.notify_all()
