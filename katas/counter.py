"""Counter.

Two people count the visitors of a museum, one at each door, on one shared board.
To count a visitor you read the board, add one, and write the sum. Both read 41,
both write 42, and one visitor was never there. It happens rarely and leaves no
trace. The only cure is that nobody reads or writes the board while somebody else
is in the middle of counting.

The contract:

- `Counter()` starts at 0.
- `increment()` adds one. If n threads call it k times each, the value is n times
  k in the end: no call is lost.
- `value` is the number of calls so far. It can be read at any time, also while
  other threads count.
- Two threads never access the same data without a lock between them, if one of
  them writes. It is not enough that the numbers come out right because of the way
  this Python works: two accesses that nothing puts in order are reported as
  `race`.
- Two counters are independent of each other.

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
        """The number of calls so far."""
        raise NotImplementedError
