"""Fair lock.

At the cheese counter you draw a number. Yours is 47, the display says 44, and
you know where you stand: nobody who comes in later is served before you. That is
true even for the customer who has just been served and remembers, at the door,
that they need butter too. A plain Lock is a counter without numbers: whoever is
closest when it becomes free gets it, and often that is the one who just left.

The contract:

- Between `acquire` and `release` a thread holds the lock, and no other thread
  does.
- `acquire()` waits until it is the caller's turn. If no thread holds the lock and
  none is waiting, that is at once.
- Threads are served in order of arrival: a thread that is already waiting is
  served before any thread that calls `acquire` later, even before one that has
  just released the lock.
- The thread that holds the lock calls `release()`. No waiting thread is forgotten.
- A thread never calls `acquire` while it holds the lock.
- Two locks are independent of each other.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore. Remember that `notify` may
wake any waiting thread, and that a thread may be woken without need.
"""


class FairLock:
    """A lock that threads get in order of arrival."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self) -> None:
        """Wait for the caller's turn, and take the lock."""
        raise NotImplementedError

    def release(self) -> None:
        """Free the lock for the next thread."""
        raise NotImplementedError
