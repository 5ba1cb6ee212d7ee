"""Fair lock.

At the cheese counter you draw a number. Yours is 47, the display says 44, and
you know where you stand: nobody who comes in later is served before you, not
even the one who has just been served and remembers, in the door, that there was
no butter either. A plain Lock is a counter without numbers: whoever stands near
when it falls free has it, and that is often the one who has just left.

The contract:

- Between `acquire` and `release` a thread has the lock, and no other has it.
- `acquire()` waits until it is the caller's turn; when nobody has the lock and
  nobody waits, that is at once.
- Threads are served in the order in which they came: who waits already is
  served before everybody who calls `acquire` later. That holds for a thread
  that has just released the lock, too.
- `release()` is called by the thread that has the lock. Nobody is forgotten.
- A thread never asks for the lock while it has it.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore. Mind that `notify` may
wake any thread that waits, and that a thread may wake for nothing.
"""


class FairLock:
    """A lock that is given in order of arrival."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self) -> None:
        """Wait for one's turn."""
        raise NotImplementedError

    def release(self) -> None:
        """Let the next one have it."""
        raise NotImplementedError
