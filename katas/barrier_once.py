"""A barrier for one time.

The ferry leaves when all the passengers are aboard. Whoever comes early sits
down and waits; the last one to come aboard makes the ferry go, and with it
everybody. Nobody is taken across before, and nobody is left sitting there when
the others have arrived. It is the last ferry of the season: it goes once.

The contract:

- `Barrier(parties)` is for `parties` threads. Exactly so many come, and each of
  them calls `wait()` once.
- Nobody comes back from `wait()` before all have called it.
- When the last one calls, all come back, the last one too.
- Whoever is early sleeps until then; it does not look again and again.
- A group of one never waits.
- Two barriers have nothing to do with each other.

Allowed: Semaphore, BoundedSemaphore and Lock. No Condition here: the point is
to see how far you get by counting.
"""


class Barrier:
    """A meeting point for `parties` threads, once."""

    def __init__(self, parties: int) -> None:
        raise NotImplementedError

    def wait(self) -> None:
        """Come back when all the parties have called."""
        raise NotImplementedError
