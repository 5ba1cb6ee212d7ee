"""Corridor.

The corridor to the archive is so narrow that two who come from opposite ends
cannot pass each other. Polite people meet in the middle, both step back, both
say "after you", both set out again, and meet in the middle. Rude people meet in
the middle too, and nobody steps back. Somebody has to say who may go in, so
that in the end all get to the other side.

The contract:

- `walk(side, step)` walks through the corridor from side 0 or side 1. It calls
  `step()` once, while the walker is inside, and comes back after that. What
  `step` returns does not matter.
- Two who come from opposite sides are never inside together.
- Walkers from the same side may be inside together, or one by one: that is up
  to you. So is who goes first, if several wait.
- All get through in the end, however many come from both sides. Nobody waits
  for somebody who is not there: one who is alone goes straight in, from
  whichever side, and again and again.
- If `step` raises, the error comes out of `walk`, and the walker is no longer
  inside: others can go on.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Callable


class Corridor:
    """A way with two ends, for walkers in one direction at a time."""

    def __init__(self) -> None:
        raise NotImplementedError

    def walk(self, side: int, step: Callable[[], object]) -> None:
        """Walk through from this side; wait while somebody comes from the other one."""
        raise NotImplementedError
