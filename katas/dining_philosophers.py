"""Dining philosophers.

Philosophers sit round a table, one fork between each two of them. A
philosopher who wants to eat needs both forks, the one on the left and the one
on the right, and so must wait while a neighbour has one of them. If everybody
takes the left fork first and then waits for the right one, they all sit there
for ever, very politely.

The contract:

- `Table(seats)` has the seats 0 to seats-1; seat 0 is next to the last one.
- `dine(seat, eat)` waits until both forks of the seat are free, takes them,
  calls `eat()` exactly once, puts the forks back and returns.
- Two neighbours never eat at the same time.
- Nobody waits for ever: no deadlock, however many sit down, however often.
- With 4 or more seats, two who are not neighbours can eat at the same time.
- An exception of `eat` comes out of `dine`, and the forks are back on the table.
- What `eat` returns does not matter.
- Fewer than 2 seats is a `ValueError`.
- Each seat has one philosopher: never two calls for the same seat at once.

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
