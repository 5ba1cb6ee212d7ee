"""Corridor.

The corridor to the archive is so narrow that two people who come from opposite
ends cannot pass each other. Polite people meet in the middle, both step back,
both say "after you", both set out again, and meet in the middle. Rude people
meet in the middle too, and nobody steps back. Something has to decide who may go
in, so that in the end everybody gets to the other side.

The contract:

- `walk(side, step)` walks through the corridor from side 0 or side 1. It calls
  `step()` once, while the walker is inside, and then returns. The return value of
  `step` does not matter.
- Two walkers from opposite sides are never inside at the same time.
- Walkers from the same side may be inside together or one by one: that is up to
  you. If several wait, so is who goes first.
- Everybody gets through in the end, however many come from both sides. Nobody
  waits for somebody who is not there: a walker who is alone goes straight in,
  from either side, again and again.
- If `step` raises an `Exception`, it comes out of `walk`, and the walker is no
  longer inside: the others can go in.
- Two corridors are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Callable


class Corridor:
    """A corridor with two ends, for walkers in one direction at a time."""

    def __init__(self) -> None:
        raise NotImplementedError

    def walk(self, side: int, step: Callable[[], object]) -> None:
        """Walk through from this side; wait while somebody from the other side is inside."""
        raise NotImplementedError
