"""Latch.

A ferry leaves when the last of its crew is aboard. The harbour master hangs one
tag on the gate for each sailor, and every sailor who arrives takes one off. The
passengers wait in front of the gate. When the last tag is gone the gate opens,
for the people who are waiting and for all who come running later, and it is
never closed again. A sailor who wants to take off a tag that is not there has
miscounted, and is told so. The gate stays open.

The contract:

- `CountDownLatch(count)` starts at `count`. A count below 0 is a `ValueError`.
- `count_down()` subtracts one. It never waits for another thread to do something.
- `wait()` blocks until the count is 0. Then it returns in all waiting threads,
  however many there are.
- From then on `wait()` returns at once, in every thread, forever. A latch that
  starts at 0 is open from the start.
- `count_down()` at 0 is a `ValueError` and changes nothing: the latch stays open
  and works as before.
- Several threads may count down and wait at the same time. Each call counts once.
- Two latches are independent of each other.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore.
"""


class CountDownLatch:
    """A gate that opens, and stays open, when the count reaches 0."""

    def __init__(self, count: int) -> None:
        raise NotImplementedError

    def count_down(self) -> None:
        """Subtract one from the count; at 0 the gate opens."""
        raise NotImplementedError

    def wait(self) -> None:
        """Block until the count is 0."""
        raise NotImplementedError
