"""Semaphore.

A bakery has two ovens, and by the door there are two hooks with two keys. To
bake you take a key; if there is none, you wait until somebody hangs one back.
Some people look at the hooks and leave if they are empty. Some wait, but only
until lunch. That is one fixed moment, however often they jump up because a key
came back, only to find that somebody else was quicker.

The contract:

- `Semaphore(permits)` starts with that many permits.
- `acquire()` takes a permit and returns True. It waits while there is none. There
  are never more than `permits` threads between `acquire` and `release`.
- `release()` gives a permit back. Then a waiting thread gets through: a permit is
  never lost.
- `acquire(blocking=False)` returns at once: True with a permit, False without.
- `acquire(timeout=seconds)` waits at most that long. It returns True with a
  permit, or False without one when the time is up, and not before. The time
  counts from the call, however often the thread is woken meanwhile. A thread that
  gave up takes no permit, and keeps no other thread from getting one.
- If several threads wait, who goes first is up to you. A thread releases only what
  it has acquired.
- Two semaphores are independent of each other.

Allowed: Lock and Condition, and `time.monotonic`. The clock is simulated, so
waiting costs no time here.
"""


class Semaphore:
    """A fixed number of permits that threads acquire and release."""

    def __init__(self, permits: int) -> None:
        raise NotImplementedError

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take a permit; return False if there is none and no time (left) to wait."""
        raise NotImplementedError

    def release(self) -> None:
        """Give a permit back."""
        raise NotImplementedError
