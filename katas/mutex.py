"""Mutex.

The key to the archive hangs on a hook. Whoever takes it may go in, the others
wait. A plain lock does not mind who hangs the key back: a stranger who says
"that must be mine" opens the archive while somebody is still inside. This one
has a name on the tag. It takes the key from nobody but the person who has it,
and everybody else is told off, out loud.

The contract:

- `acquire()` takes the mutex and waits as long as somebody else has it: it
  never has two owners. The thread that took it is its owner.
- `release()` by the owner gives it back; if others wait, one of them gets it.
- `release()` by any other thread is a `RuntimeError`, and the owner keeps the
  mutex: nobody gets in for it. It does not matter whether that thread had the
  mutex before or never did.
- `release()` while nobody has it is a `RuntimeError` as well. After either
  error all goes on as before.
- `with mutex:` takes it for the block and gives it back at the end, also when
  the block is left by an exception, which goes on its way.
- It can be used again and again, by any number of threads. No owner takes it
  a second time before it was given back.

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
        """Give it back. RuntimeError if the caller does not have it."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError
