"""Once.

A farm has one well, and nobody has dug it yet. The first person who is thirsty
digs; people who come meanwhile sit down and wait. No two people dig two wells,
and nobody lets a bucket down into half a hole. Sometimes the digger hits rock
and gives up. That is bad luck, but no reason for the farm to stay dry: the next
person who is thirsty digs again.

The contract:

- `Once(factory)` does not call the factory yet. `get()` returns what `factory()`
  returns, the very same object in every call.
- The factory never runs in two threads at the same time, and once it has returned
  it never runs again.
- A thread that calls `get()` while the factory runs waits for it: no thread gets
  anything before the value is ready.
- Whatever the factory returns is a value, `None` included.
- If the factory raises an `Exception`, `get()` raises it in the thread that ran the
  factory, and a later `get()` tries again. In a thread that was waiting, `get()`
  may raise the exception too, or try again: that is up to you.
- The factory may call `get()` of another `Once`, never of its own.
- Two objects of the class are independent of each other: while the factory of one
  runs in one thread, another thread can call `get()` of the other.

Allowed: Lock and RLock.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A value that is made when it is first needed."""

    def __init__(self, factory: Callable[[], T]) -> None:
        raise NotImplementedError

    def get(self) -> T:
        """Return the value; the first call makes it."""
        raise NotImplementedError
