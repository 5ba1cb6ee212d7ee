"""Counter.

Two people count the visitors of a museum, one at each door, on one board. To
count one more is to read the board, add one, and write the sum. Both read 41,
both write 42, and one visitor was never there. It happens rarely and leaves
no trace; the only cure is that nobody reads or writes while another does both.

The contract:

- `Counter()` begins at 0.
- `increment()` adds one. If n threads call it k times each, the counter stands
  at n times k in the end: no call is lost, whatever else goes on.
- `value` is how many calls have been counted. It can be read at any time, also
  while others count.
- No two threads touch the same data at the same time, if one of them writes:
  between any two such accesses stands a lock. It is not enough that it goes
  well because of how this Python happens to work. `race` is what it is called
  when two accesses have no order, even if all numbers come out right.

Allowed: Lock.
"""


class Counter:
    """A number that several threads can count up."""

    def __init__(self) -> None:
        raise NotImplementedError

    def increment(self) -> None:
        """Count one more."""
        raise NotImplementedError

    @property
    def value(self) -> int:
        """How many were counted."""
        raise NotImplementedError
