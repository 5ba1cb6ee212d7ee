"""Rendezvous.

Two climbers go up the two sides of a mountain and shake hands at the top. The
first one there sits down and waits, and neither of them climbs down before the
other one has arrived. It does not matter who arrives first, or who leaves first.
Tomorrow they meet on the next mountain, and so on. Yesterday's handshake does
not count today.

The contract:

- `Rendezvous()` is for two threads, one for side 0 and one for side 1.
- `meet(side)` does not return before the other side has called `meet` too.
- When both sides have called, it returns in both.
- There is no other order: either side may call first, and either may return first.
- The two can meet again, for any number of rounds. In each round neither side
  returns before the other one has called for that round.
- Two meetings are independent of each other.

Allowed: Semaphore and BoundedSemaphore. No Lock: each side has to signal the
other, and a Lock is not a signal.
"""


class Rendezvous:
    """A place where two threads wait for each other."""

    def __init__(self) -> None:
        raise NotImplementedError

    def meet(self, side: int) -> None:
        """Block until the other side has called too. `side` is 0 or 1."""
        raise NotImplementedError
