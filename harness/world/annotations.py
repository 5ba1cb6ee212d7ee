"""``invariant`` and ``choice``: what a program tells the explorer about itself. Without the explorer they do little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Explored(Protocol):
    """The world in which the program runs."""

    def add_invariant(self, predicate: Callable[[], object], what: str, guards: Sequence[Any] | None) -> None:
        """Check a predicate from now on."""

    def choose(self, options: Sequence[T]) -> T:
        """Return the option that the schedule chooses."""


class Current:
    """The world that is running in this process, if any.

    Attributes:
        world: the world, or None.
    """

    world: Explored | None = None


def invariant(predicate: Callable[[], object], what: str, *, guards: Sequence[Any] | None = None) -> None:
    """Let the explorer check that a predicate is true at each point of the schedule where no lock guards its data.

    Without the explorer it is checked once, here.

    Args:
        predicate: takes no arguments and changes nothing.
        what: the predicate in words, for the report.
        guards: the locks, semaphores and conditions under which the data may be inconsistent for a while. By default,
            the predicate is not checked while any thread holds any lock, or the only permit of a semaphore.

    Raises:
        TypeError: the predicate cannot be called.
        AssertionError: without the explorer: the predicate is false.
    """
    if not callable(predicate):
        raise TypeError(f"invariant() needs a function without arguments, not {predicate!r}")
    if Current.world is not None:
        Current.world.add_invariant(predicate, what, guards)
    elif not predicate():
        raise AssertionError(f"the invariant {what!r} does not hold")


def choice(*options: T) -> T:
    """Return one of the options: an input that the explorer tries as it tries schedules, and makes as simple as it can.

    Without the explorer it is the first option.

    Args:
        options: at least one, the simplest first.

    Raises:
        TypeError: there is no option.
    """
    if not options:
        raise TypeError("choice() needs at least one option")
    return Current.world.choose(options) if Current.world is not None else options[0]
