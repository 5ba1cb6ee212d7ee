"""Mutex.

The key to the archive hangs on a hook. If you take it you may go in; everybody
else waits. A plain lock does not care who hangs the key back: a stranger who
says "that must be mine" opens the archive while you are still inside. This lock
has a name tag on its key. It accepts the key only from the person who has it,
and complains loudly about anybody else.

The contract:

- `acquire()` takes the mutex. It waits while another thread has it: the mutex
  never has two owners. The thread that has taken it is its owner.
- `release()` by the owner frees the mutex. If other threads are waiting, one of
  them gets it.
- `release()` by any other thread is a `RuntimeError`. The owner keeps the mutex,
  and no waiting thread gets in. It makes no difference whether that thread owned
  the mutex earlier or never did.
- `release()` of a free mutex is a `RuntimeError` as well. After either error the
  mutex works as before.
- `with mutex:` takes the mutex for the block and releases it at the end, also when
  an exception leaves the block. The exception continues. Which value a name after
  `as` gets is up to you.
- The mutex can be used again and again, by any number of threads. The owner never
  takes it a second time before releasing it.
- Two mutexes are independent of each other.

Allowed: Lock.
"""

from typing import Self


class Mutex:
    """A lock that only its owner can release."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self) -> None:
        """Wait until the mutex is free, and take it."""
        raise NotImplementedError

    def release(self) -> None:
        """Free the mutex; raise RuntimeError if the caller is not its owner."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError
