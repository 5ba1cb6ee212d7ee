"""A barrier with an action.

The hikers of the barrier have grown organised. When all have come in, and
before anybody goes on, somebody enters the day in the book of the hut: once,
whoever does it. And everybody gets a number for the next day's walk, so that
somebody is first and somebody is last. If the entry cannot be made, because
the hut is on fire, the tour is over: everybody is told, and whoever asks later
is told as well. Nobody sits in the hut and waits for a group that is gone.

The contract:

- `Barrier(parties, action=None)` is for a group of `parties` threads, always the same ones.
- `wait()` comes back when all have called it. It can be used again, round after
  round, and nobody laps.
- It returns a number. In each round the numbers of the group are
  0 to parties-1, each once; who gets which is up to you.
- If there is an action, it is called once a round: after all have arrived, and
  before anybody leaves. One of the group calls it; which one is up to you.
- If the action raises an exception, `wait()` raises `BrokenBarrier` in all
  threads of that round, in the one that called the action too. From then on
  every call of `wait()` raises `BrokenBarrier` at once, and the action is not
  called any more.
- A group of one never waits, but its action is called all the same.
- Fewer than one is a `ValueError`.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""

from collections.abc import Callable


class BrokenBarrier(Exception):
    """The action of a barrier has failed, and nobody will meet there any more."""


class Barrier:
    """A meeting point for `parties` threads, where something is done before they go on."""

    def __init__(self, parties: int, action: Callable[[], object] | None = None) -> None:
        raise NotImplementedError

    def wait(self) -> int:
        """Come back with a number when all have called and the action is done; or BrokenBarrier."""
        raise NotImplementedError
