"""Rendezvous.

Two climbers go up the two sides of a mountain and shake hands on the top.
Whoever is up first sits down and waits, and neither climbs down before the
other is up there as well. Who comes first, and who leaves first, is nobody's
business. Tomorrow they meet on the next mountain, and so on, and a handshake
of yesterday counts for nothing today.

The contract:

- `Rendezvous()` is for two threads, one for side 0 and one for side 1.
- `meet(side)` does not come back before the other side has called `meet` too.
- When both have called, both come back.
- Beyond that there is no order: either side may call first, and either may be
  first to come back.
- They can meet again, round after round, as often as they like: in each round
  neither comes back before the other has called for that round.

Allowed: Semaphore and BoundedSemaphore. No Lock: each side has something to
tell the other, and a Lock tells nothing.
"""


class Rendezvous:
    """Where two threads wait for each other."""

    def __init__(self) -> None:
        raise NotImplementedError

    def meet(self, side: int) -> None:
        """Come back when the other side, too, has called. `side` is 0 or 1."""
        raise NotImplementedError
