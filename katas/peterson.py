"""Peterson's lock.

Two threads, two variables and a polite question: that is all you need to keep
two threads out of each other's way, with no lock to start from. Each thread
raises a hand when it wants to go in. Hands alone are not enough, because both
can go up at once. Taking turns is not enough either, because one of them may
never come. In 1981 Peterson found out how to combine the two in four lines.

The contract:

- The two threads are 0 and 1. Between `acquire(me)` and `release(me)` thread
  `me` is inside, and the other one is not.
- A thread that is alone goes straight in, again and again, whether the other one
  has been there or not.
- If both want to go in, one of them does, and then the other one.
- A thread that is already waiting in its loop sees the other one go in at most
  once before it goes in itself.
- A thread waits by checking again and again. In this kata, and only in this one,
  that is the point.
- Two locks are independent of each other.

Allowed: plain attributes and lists, read and written one at a time; nothing from
`threading`. Each read and each write is one step, and all threads see the steps
in the same order.
"""


class Peterson:
    """A lock for two threads, made of plain variables."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self, me: int) -> None:
        """Go in as thread 0 or 1; check again and again until that is possible."""
        raise NotImplementedError

    def release(self, me: int) -> None:
        """Come out."""
        raise NotImplementedError
