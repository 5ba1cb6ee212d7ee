"""Bounded buffer: one lock, and one condition for each reason to wait."""

from collections import deque
from threading import Condition, Lock


class BoundedBuffer:
    """A first-in, first-out buffer for at most `capacity` items."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("a buffer needs room for at least one item")
        self._capacity = capacity
        self._items: deque[object] = deque()
        # Both conditions share the lock that guards the items. There are two of them so that a
        # notify() always reaches a thread that can use it: with a single one, the wake-up meant
        # for a consumer could go to another producer and be lost.
        lock = Lock()
        self._not_full = Condition(lock)
        self._not_empty = Condition(lock)

    def put(self, item: object) -> None:
        """Add `item` at the end; wait while the buffer is full."""
        with self._not_full:
            # while, not if: between the notify and the moment this thread runs, another producer
            # may have taken the room, and Python permits a wait to end without any notify at all.
            while len(self._items) == self._capacity:
                self._not_full.wait()
            self._items.append(item)
            # One item was added, so one consumer can continue.
            self._not_empty.notify()

    def get(self) -> object:
        """Remove and return the oldest item; wait while the buffer is empty."""
        with self._not_empty:
            while not self._items:
                self._not_empty.wait()
            item = self._items.popleft()
            # One place became free, so one producer can continue.
            self._not_full.notify()
            return item
