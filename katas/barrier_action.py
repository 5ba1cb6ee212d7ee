"""A barrier with an action.

The hikers have become organised. When all of them have reached the hut, and
before anybody leaves, one of them writes the day into the hut's book: once, no
matter who. And everybody gets a number for the next day's walk, so that one of
them is first and one is last. If the day cannot be written down, because the hut
is on fire, the tour is over. Everybody is told so, and so is anybody who comes
later. Nobody sits in the hut waiting for a group that has gone home.

The contract:

- `Barrier(parties, action=None)` is for a group of `parties` threads, always the
  same ones.
- `wait()` blocks until all threads of the group have called it. The barrier can
  be used again, for any number of rounds, and no thread is ever a whole round
  ahead.
- `wait()` returns a number. In each round the threads get the numbers
  0 to parties-1, each number once. Which thread gets which is up to you.
- If there is an action, it is called once in each round: after all threads have
  arrived, and before any of them leaves. Which thread calls it is up to you.
- If the action raises an `Exception`, `wait()` raises `BrokenBarrier` in all
  threads of that round, including the one that called the action. From then on
  every call of `wait()` raises `BrokenBarrier` at once, and the action is not
  called again. Which `__cause__` a `BrokenBarrier` has is up to you.
- A group of one never waits, but its action is called all the same.
- Fewer than one party is a `ValueError`.
- Two barriers are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Callable


class BrokenBarrier(Exception):
    """The barrier's action has failed, and the barrier cannot be used any more."""


class Barrier:
    """A meeting point for `parties` threads, with an action before they continue."""

    def __init__(self, parties: int, action: Callable[[], object] | None = None) -> None:
        raise NotImplementedError

    def wait(self) -> int:
        """Block until all have called and the action is done; return a number or raise BrokenBarrier."""
        raise NotImplementedError
