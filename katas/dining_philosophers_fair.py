"""Dining philosophers: nobody starves.

It is the same table with the same forks, and there is no deadlock any more. But
philosophers can be cruel without meaning to. Each time one neighbour puts the
forks down, the other one has just picked up theirs; and when that one is done,
the first is hungry again. They take turns, very fairly, and the philosopher
between them has not eaten since Tuesday.

The contract:

- `Table(seats)` has the seats 0 to seats-1. Seat 0 is next to the last one.
- `dine(seat, eat)` waits until both forks of the seat are free, takes them,
  calls `eat()` exactly once, puts the forks back and returns.
- Two neighbours never eat at the same time.
- Nobody waits forever: there is no deadlock, and at a table of 5 nobody starves,
  even if the others never stop dining. You may rely on threads being scheduled
  fairly and on wake-ups in order of arrival.
- With 4 or more seats, two philosophers who are not neighbours can eat at the
  same time.
- If `eat` raises an `Exception`, it comes out of `dine`, and the forks are back on
  the table.
- The return value of `eat` does not matter.
- Fewer than 2 seats is a `ValueError`.
- Each seat has one philosopher: there are never two calls for the same seat at
  the same time.
- Two tables are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Callable


class Table:
    """A round table with a fork between each two neighbours, where nobody starves."""

    def __init__(self, seats: int) -> None:
        raise NotImplementedError

    def dine(self, seat: int, eat: Callable[[], object]) -> None:
        """Call `eat()` once while holding both forks of `seat`."""
        raise NotImplementedError
