"""Barrier.

A group of hikers has agreed to meet at every hut. Whoever comes first waits,
and nobody walks on before the last one is there. Then all walk on, and meet
again at the next hut. The fast ones must not run on to the next hut and eat
the soup of the slow ones who have not even left this one.

The contract:

- `Barrier(parties)` is for a group of `parties` threads, always the same ones.
- `wait()` is the hut: nobody comes out of it before all have come in.
- When the last one comes in, all come out.
- The barrier can be used again, round after round, as often as the group
  likes. A fast thread that calls `wait()` for the next round while slow ones
  are still on their way out of this one has to wait for them: nobody laps.
- A group of one never waits.
- Fewer than one is a `ValueError`.

Allowed: Semaphore, BoundedSemaphore and Lock. No Condition here: the point is
to see how far you get by counting.
"""


class Barrier:
    """A meeting point for `parties` threads, round after round."""

    def __init__(self, parties: int) -> None:
        raise NotImplementedError

    def wait(self) -> None:
        """Come back when all the parties of this round have called."""
        raise NotImplementedError
