"""Peterson's lock.

Two threads, two variables and a polite question: that is all it takes to keep
two out of each other's way, without any lock to start from. Each raises a hand
when it wants to go in. Hands alone will not do, for both can go up at once, and
neither will taking turns, for one may never come. Peterson found in 1981 how to
put the two together in four lines.

The contract:

- The two threads are 0 and 1. Between `acquire(me)` and `release(me)` thread
  `me` is inside, and the other one is not.
- Who is alone goes straight in, again and again, whether the other one has been
  there or not.
- If both want to go in, one of them does, and the other one after it.
- Who waits already, going round its loop, sees the other one go in at most
  once before it goes in itself.
- Waiting is done by looking again and again: here, and only here, that is the
  point.

Allowed: plain attributes and lists, read and written one at a time; nothing of
`threading`. Each read and each write is one step, and all threads see the steps
in the same order.
"""


class Peterson:
    """A lock for two threads, made of plain variables."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire(self, me: int) -> None:
        """Go in as thread 0 or 1; look again and again until that is possible."""
        raise NotImplementedError

    def release(self, me: int) -> None:
        """Come out."""
        raise NotImplementedError
