"""Reentrant lock.

You have locked the front door behind you and stand in the hall. The door to the
study has the same lock. With a plain lock you would now wait until the person in
the house comes out: you would wait for yourself, forever. A reentrant lock knows
you. It counts how often you have locked it, and it lets the next person in when
you have unlocked it as often, and not before.

The contract:

- `acquire()` takes the lock and returns True. It waits while another thread owns
  the lock. The thread that has taken it is its owner.
- The owner may take the lock again, any number of times, and never waits for
  itself.
- `release()` by the owner undoes one `acquire()`. After the last one the lock is
  free, and if other threads are waiting, one of them gets it.
- `acquire(blocking=False)` never waits. If the lock is free or the caller owns it,
  it takes the lock like any other `acquire` and returns True. If another thread
  owns it, it returns False and changes nothing.
- `release()` by a thread that is not the owner is a `RuntimeError` and changes
  nothing, whether another thread owns the lock or none does.
- `with lock:` takes the lock for the block and releases it once at the end, also
  when an exception leaves the block. The exception continues. Blocks may be nested.
  Which value a name after `as` gets is up to you.
- Two locks are independent of each other.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore; no RLock, of course.
"""

from typing import Self


class ReentrantLock:
    """A lock that its owner can take again."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self, blocking: bool = True) -> bool:
        """Take the lock, once more if the caller owns it; return whether that succeeded."""
        raise NotImplementedError

    def release(self) -> None:
        """Undo one acquire; raise RuntimeError if the caller is not the owner."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError
