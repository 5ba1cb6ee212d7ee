"""Dining philosophers.

Philosophers sit at a round table, with one fork between each two of them. To
eat, a philosopher needs both forks, the one on the left and the one on the
right, and has to wait while a neighbour holds one of them. If everybody first
takes the left fork and then waits for the right one, they all sit there forever,
very politely.

The contract:

- `Table(seats)` has the seats 0 to seats-1. Seat 0 is next to the last one.
- `dine(seat, eat)` waits until both forks of the seat are free, takes them,
  calls `eat()` exactly once, puts the forks back and returns.
- Two neighbours never eat at the same time.
- Nobody waits forever: there is no deadlock, however many dine, and however often.
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
    """A round table with a fork between each two neighbours."""

    def __init__(self, seats: int) -> None:
        raise NotImplementedError

    def dine(self, seat: int, eat: Callable[[], object]) -> None:
        """Call `eat()` once while holding both forks of `seat`."""
        raise NotImplementedError
