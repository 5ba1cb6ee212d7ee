"""Semaphore.

A bakery has two ovens and a row of hooks by the door with two keys on them.
Who wants to bake takes a key; if there is none, one waits for somebody to hang
a key back. Some look at the hooks and leave if they are empty. Some wait, but
only until lunch, and that is one lunch break, however often they jump up
because a key comes back and another hand is quicker.

The contract:

- `Semaphore(permits)` has so many permits to give.
- `acquire()` takes one and returns True; while there is none it waits. There
  are never more than `permits` threads between `acquire` and `release`.
- `release()` gives one back. Somebody who waits then gets through; a permit is
  never lost.
- `acquire(blocking=False)` returns at once: True with a permit, else False.
- `acquire(timeout=seconds)` waits at most so long: True with a permit, or
  False without one when the time is up, and not before. The time counts from
  the call, however often the waiting thread wakes up meanwhile. Who has given
  up takes no permit and keeps nobody else from one.
- Who goes first, if several wait, is up to you. Who releases has acquired.

Allowed: Lock and Condition, and `time.monotonic`. The clock is simulated, so
waiting costs no time here.
"""


class Semaphore:
    """So many permits, and no more."""

    def __init__(self, permits: int) -> None:
        raise NotImplementedError

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take a permit; False if there is none and there is no (more) time to wait."""
        raise NotImplementedError

    def release(self) -> None:
        """Give a permit back."""
        raise NotImplementedError
