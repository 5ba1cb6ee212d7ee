"""Dining philosophers: nobody starves.

The same table, the same forks, and no deadlock any more. But philosophers can
be cruel without meaning to. Whenever one neighbour puts the forks down the
other has just taken up theirs, and by the time that one is done the first is
hungry again. They take turns, always in good order, over the head of the one
who sits between them and has not eaten since Tuesday.

The contract:

- `Table(seats)` has the seats 0 to seats-1; seat 0 is next to the last one.
- `dine(seat, eat)` waits until both forks of the seat are free, takes them,
  calls `eat()` exactly once, puts the forks back and returns.
- Two neighbours never eat at the same time.
- Nobody waits for ever: no deadlock, and nobody starves at a table of 5, even
  if the others never stop dining. This holds if threads are scheduled fairly and
  wake-ups come in order of arrival; more is not asked.
- With 4 or more seats, two who are not neighbours can eat at the same time.
- An exception of `eat` comes out of `dine`, and the forks are back on the table.
- What `eat` returns does not matter.
- Fewer than 2 seats is a `ValueError`.
- Each seat has one philosopher: never two calls for the same seat at once.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Callable


class Table:
    """A round table with a fork between each two neighbours, where everybody gets to eat."""

    def __init__(self, seats: int) -> None:
        raise NotImplementedError

    def dine(self, seat: int, eat: Callable[[], object]) -> None:
        """Call `eat()` once while holding both forks of `seat`."""
        raise NotImplementedError
