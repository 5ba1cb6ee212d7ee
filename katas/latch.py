"""Latch.

A ferry leaves when the last of its crew has come aboard. The harbour master
hangs as many tags on the gate as there are sailors, and each who comes takes
one off. The passengers stand before the gate. When the last tag is gone the
gate opens, for those who stand there and for all who come running later, and
nobody ever closes it again. One who wants to take off a tag that is not there
has miscounted and is told so; the gate does not mind.

The contract:

- `CountDownLatch(count)` begins at `count`; less than 0 is a `ValueError`.
- `count_down()` takes one off. It never waits for anything to happen.
- `wait()` blocks until the count is 0. Then all who wait come back, however
  many there are.
- From then on `wait()` comes back at once, for everybody, for ever. A latch
  that begins at 0 is open from the start.
- A `count_down()` at 0 is a `ValueError` and changes nothing: the latch stays
  open, and all goes on as before.
- Several threads may count and wait at the same time: each call counts once.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore.
"""


class CountDownLatch:
    """A gate that opens for good when it has been counted down to 0."""

    def __init__(self, count: int) -> None:
        raise NotImplementedError

    def count_down(self) -> None:
        """Take one off the count; at 0 the gate opens."""
        raise NotImplementedError

    def wait(self) -> None:
        """Come back when the count is 0."""
        raise NotImplementedError
