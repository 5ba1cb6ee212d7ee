"""Barrier.

A group of hikers has agreed to meet at every hut. The first to arrive waits, and
nobody walks on before the last one is there. Then they all walk on, and meet
again at the next hut. A fast hiker must not run ahead and eat the soup of a slow
one who has not even left the last hut.

The contract:

- `Barrier(parties)` is for a group of `parties` threads, always the same ones.
- `wait()` blocks until all threads of the group have called it. Then it returns
  in all of them.
- The barrier can be used again, for any number of rounds. A fast thread may call
  `wait()` for the next round while slow threads are still leaving this one: then
  it waits for them. No thread is ever a whole round ahead.
- A group of one never waits.
- Fewer than one party is a `ValueError`.
- Two barriers are independent of each other.

Allowed: Semaphore, BoundedSemaphore and Lock. No Condition here: the point is
to see how far you get by counting.
"""


class Barrier:
    """A meeting point for `parties` threads, round after round."""

    def __init__(self, parties: int) -> None:
        raise NotImplementedError

    def wait(self) -> None:
        """Block until all threads of this round have called."""
        raise NotImplementedError
