"""Once.

A farm has one well, and nobody has dug it yet. Whoever is thirsty first digs;
whoever comes while the digging goes on sits down and waits. Two do not dig two
wells, and nobody lets a bucket down into half a hole. Sometimes the digger
hits rock and gives up. That is bad luck for the digger, but no reason for the
farm to stay dry: the next one who is thirsty digs again.

The contract:

- `Once(factory)` makes nothing yet. `get()` gives what `factory()` returns,
  the very same object to everybody.
- Once the factory has returned, it never runs again, and it never runs twice
  at the same time.
- Who calls `get()` while the factory runs waits for it: nobody gets anything
  before it is ready.
- Whatever the factory returns is a value: `None` too.
- If the factory raises, the thread that ran it gets that error from `get()`,
  and a later `get()` tries again. A thread that was waiting meanwhile may get
  the error too, or try again itself: that is up to you.
- The factory may call `get()` of another `Once`, never of its own.

Allowed: Lock and RLock.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A value that is made when it is first asked for."""

    def __init__(self, factory: Callable[[], T]) -> None:
        raise NotImplementedError

    def get(self) -> T:
        """The value; the first call makes it."""
        raise NotImplementedError
