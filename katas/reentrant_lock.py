"""Reentrant lock.

You have locked the house behind you and are in the hall. The door to the
study has the same lock. With a plain lock you would now wait for whoever is
in the house to come out: for yourself, that is, and for ever. A reentrant
lock knows you. It counts how often you locked up, and it lets the next person
in when you have unlocked as often, not once sooner.

The contract:

- `acquire()` takes the lock and returns True; while another thread owns it,
  it waits. The thread that took it is the owner.
- The owner may take it again, any number of times, and never waits for itself.
- `release()` by the owner undoes one `acquire()`. With the last one the lock is
  free, and if others wait, one of them gets it.
- `acquire(blocking=False)` never waits: it returns True if the lock was free or
  is the caller's own, and then it counts like any other; if another thread owns
  it, it returns False and changes nothing.
- `release()` by a thread that is not the owner is a `RuntimeError` and changes
  nothing, whether another thread owns the lock or nobody does.
- `with lock:` takes it for the block and releases it once at the end, also when
  the block is left by an exception, which goes on its way. Blocks may be nested.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore; of course no RLock.
"""

from typing import Self


class ReentrantLock:
    """A lock that its owner can take again."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self, blocking: bool = True) -> bool:
        """Take the lock, once more if it is the caller's; say whether that went."""
        raise NotImplementedError

    def release(self) -> None:
        """Undo one acquire. RuntimeError if the caller is not the owner."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError
