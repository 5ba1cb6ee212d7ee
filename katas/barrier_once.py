"""A barrier for one use.

The ferry leaves when all its passengers are aboard. Passengers who come early
sit down and wait. The last one to come aboard makes the ferry leave, with
everybody on it. Nobody crosses before that, and nobody is left sitting there
afterwards. It is the last ferry of the season: it leaves once.

The contract:

- `Barrier(parties)` is for `parties` threads. Exactly that many threads come,
  and each of them calls `wait()` once.
- `wait()` returns in no thread before all of them have called it.
- When the last thread calls, `wait()` returns in all of them.
- A thread that is early sleeps until then. It does not check again and again.
- A group of one never waits.
- Two barriers are independent of each other.

Allowed: Semaphore, BoundedSemaphore and Lock. No Condition here: the point is
to see how far you get by counting.
"""


class Barrier:
    """A meeting point for `parties` threads, for one use."""

    def __init__(self, parties: int) -> None:
        raise NotImplementedError

    def wait(self) -> None:
        """Block until all threads have called."""
        raise NotImplementedError
